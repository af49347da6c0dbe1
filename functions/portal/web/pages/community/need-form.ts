/** The form of a need (M1.1), and what of it is told to the API. Pure. */
import type { paths } from '../../api/generated/schema.d.ts';
import { filledIn } from '../../components/patch.ts';
import type { texts } from '../../texts/index.ts';

type Words = typeof texts.words;
export type Need = paths['/v1/needs/{id}']['get']['responses'][200]['content']['application/json'];
export type NeedBody = NonNullable<paths['/v1/needs']['post']['requestBody']>['content']['application/json'];

export interface NeedForm {
  title: string;
  description: string;
  action: keyof Words['action'] | '';
  kinds: string[];
  groups: string[];
  from: string;
  to: string;
  openUntil: string;
  urgency: keyof Words['urgency'];
  emergency: keyof Words['emergency'] | '';
  demand: number | '';
  people: number | '';
  yuan: number | '';
}

export const emptyNeed = (): NeedForm => ({
  title: '',
  description: '',
  action: '',
  kinds: [],
  groups: [],
  from: '',
  to: '',
  openUntil: '',
  urgency: 'normal',
  emergency: '',
  demand: 1,
  people: '',
  yuan: '',
});

/** The form of a need as it is kept. */
export const needFormOf = (need: Need): NeedForm => ({
  title: need.title ?? '',
  description: need.description ?? '',
  action: need.action ?? '',
  kinds: [...(need.kinds ?? [])],
  groups: [...(need.groups ?? [])],
  from: need.period?.from ?? '',
  to: need.period?.to ?? '',
  openUntil: need.openUntil ?? '',
  urgency: need.urgency ?? 'normal',
  emergency: need.emergency ?? '',
  demand: need.demand ?? '',
  people: need.people ?? '',
  yuan: need.budgetFen === undefined ? '' : need.budgetFen / 100,
});

/** What is filled in; a draft may lack anything. */
export function needBodyOf(form: NeedForm, division: string): NeedBody {
  const given = {
    title: form.title.trim(),
    description: form.description.trim(),
    division,
    action: form.action,
    kinds: form.kinds,
    groups: form.groups,
    period: form.from !== '' && form.to !== '' ? { from: form.from, to: form.to } : '',
    openUntil: form.openUntil,
    urgency: form.urgency,
    emergency: form.urgency === 'emergency' ? form.emergency : '',
    demand: form.demand,
    people: form.people,
    budgetFen: form.yuan === '' ? '' : Math.round(Number(form.yuan) * 100),
  };
  return filledIn(given) as NeedBody;
}
