/** The form in which an activity is recorded, and what of it is told to the API. Pure. */
import type { paths } from '../../api/generated/schema.d.ts';
import { fieldErrors, type Problem } from '../../api/problem.ts';
import { texts } from '../../texts/index.ts';

type Words = typeof texts.words;
export type Action = keyof Words['action'];
export type Group = keyof Words['group'];
export type ActivityBody = Omit<
  NonNullable<paths['/v1/activities']['post']['requestBody']>['content']['application/json'],
  'organisation'
>;

export interface ActivityForm {
  title: string;
  on: string;
  from: string;
  to: string;
  division: string;
  place: string;
  action: Action;
  kinds: string[];
  /** Numbers are empty texts until they are typed. */
  participants: number | '';
  volunteers: number | '';
  partyMembers: number | '';
  minutes: number | '';
  served: Partial<Record<Group, number | ''>>;
  atPlatform: boolean;
}

export const emptyForm = (on: string, division: string): ActivityForm => ({
  title: '',
  on,
  from: '',
  to: '',
  division,
  place: '',
  action: 'culture',
  kinds: [],
  participants: '',
  volunteers: '',
  partyMembers: '',
  minutes: '',
  served: {},
  atPlatform: false,
});

const LONGGANG = '330383';

/** The platform of a place: its township's; 龙港市 has no townships, and one platform. */
export const platformOf = (division: string): string | undefined =>
  division.startsWith(LONGGANG) ? LONGGANG : division.length >= 9 ? division.slice(0, 9) : undefined;

/** What is told; what was left empty and may be left out is left out, the rest the API names. */
export function bodyOf(form: ActivityForm): ActivityBody {
  const platform = form.atPlatform ? platformOf(form.division) : undefined;
  return {
    title: form.title.trim(),
    on: form.on,
    from: form.from,
    to: form.to,
    division: form.division,
    ...(form.place.trim() !== '' && { place: form.place.trim() }),
    action: form.action,
    kinds: [...form.kinds] as ActivityBody['kinds'],
    participants: Number(form.participants),
    volunteers: Number(form.volunteers),
    partyMembers: Number(form.partyMembers),
    minutes: Number(form.minutes),
    served: countsOf(form.served),
    ...(platform !== undefined && { platform }),
  };
}

/** People by group; groups of which there was nobody are left out. */
export const countsOf = (served: ActivityForm['served']): Partial<Record<Group, number>> =>
  Object.fromEntries(Object.entries(served).filter(([, people]) => Number(people) > 0));

/** The form again, of a record that was refused or is corrected. */
export function formOf(body: ActivityBody): ActivityForm {
  return {
    title: body.title,
    on: body.on,
    from: body.from,
    to: body.to,
    division: body.division,
    place: body.place ?? '',
    action: body.action,
    kinds: [...body.kinds],
    participants: body.participants,
    volunteers: body.volunteers ?? 0,
    partyMembers: body.partyMembers ?? 0,
    minutes: body.minutes,
    served: { ...body.served },
    atPlatform: body.platform !== undefined,
  };
}

/** Why an entry of a batch of one was not taken, as if it had been sent by itself. */
export function refusalOf(
  outcome:
    | { outcome: string; errors?: readonly { pointer: string; detail: string }[] | undefined }
    | undefined,
): Problem {
  if (outcome?.outcome !== 'refused')
    return { title: '服务繁忙', status: 503, detail: '这次来不及办理，稍后会再发送' };
  const errors = (outcome.errors ?? []).map(({ pointer, detail }) => ({
    pointer: pointer.replace('#/body/entries/0', '#/body'),
    detail,
  }));
  return { title: '内容有误', status: 422, detail: errors.map((one) => one.detail).join('；'), errors };
}

const t = texts.organisation.record;
const NAMES: Readonly<Record<string, string>> = {
  title: t.name,
  on: t.on,
  from: t.from,
  to: t.to,
  division: t.division,
  place: t.place,
  kinds: t.kinds,
  participants: t.participants,
  volunteers: t.volunteers,
  partyMembers: t.partyMembers,
  minutes: t.minutes,
  served: t.served,
  platform: t.platform,
};

/** A refusal away from its fields: each of them named. */
export function named({ errors = [], ...problem }: Problem): Problem {
  if (errors.length === 0) return problem;
  const said = Object.entries(fieldErrors({ ...problem, errors })).map(([field, detail]) => {
    const name = NAMES[field.split('.')[0]!];
    return name === undefined ? detail : `${name}：${detail}`;
  });
  return { ...problem, detail: said.join('；') };
}

/** What a correction changes; what may be left out and was is taken away by null (RFC 7396). */
export function changedOf(before: ActivityBody, after: ActivityBody): Record<string, unknown> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof ActivityBody)[];
  return Object.fromEntries(
    names
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => [name, after[name] ?? null]),
  );
}
