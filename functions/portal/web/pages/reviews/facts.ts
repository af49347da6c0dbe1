/** What an application says, line by line; of one about an organisation, what it changes and how it was before (C2). */
import type { paths } from '../../api/generated/schema.d.ts';
import { momentText } from '../../components/moment.ts';
import { yuan } from '../../components/money.ts';
import { texts } from '../../texts/index.ts';
import type { Application } from './review-types.ts';

type Draft = Application['draft'];
export type Organisation =
  paths['/v1/organisations/{id}']['get']['responses']['200']['content']['application/json'];

export interface Fact {
  label: string;
  text: string;
  /** Changed by the application. */
  changed: boolean;
  /** How it is with the organisation, where that can be told. */
  before?: string;
}

/**
 * @param place name of the division
 * @param organisation that the application is about, once it is read
 */
export function factsOf(
  { draft, matter, submittedAt, about }: Application,
  place: string,
  organisation?: Organisation,
): Fact[] {
  const t = texts.reviews.review;
  const now = said(draft);
  const before = organisation && said(organisation);
  const lines: [string, string | undefined, (keyof Draft)?][] = [
    [t.matter, texts.words.matter[matter]],
    [t.about, about?.name],
    [t.fields.name, now.name, 'name'],
    [t.fields.kind, now.kind, 'kind'],
    [t.track, now.track, 'track'],
    [t.fields.division, place],
    [t.fields.purpose, now.purpose, 'purpose'],
    [t.fields.scope, now.scope, 'scope'],
    [t.fields.actions, now.actions, 'actions'],
    [t.fields.members, now.members, 'members'],
    [t.fields.staff, now.staff, 'staff'],
    [
      t.fields.premises,
      draft.premises && t.premises(draft.premises.address, draft.premises.squareMetres),
      'premises',
    ],
    [
      t.fields.capitalFen,
      draft.capitalFen === undefined ? undefined : t.money(yuan(draft.capitalFen)),
      'capitalFen',
    ],
    [t.reason, draft.reason],
    [t.submitted, submittedAt && momentText(submittedAt)],
  ];
  return lines.flatMap(([label, text, field]) => {
    if (text === undefined || text === '') return [];
    const changed = field !== undefined && about?.fields.includes(field) === true;
    const was = changed ? before?.[field as keyof typeof before] : undefined;
    return [{ label, text, changed, ...(was !== undefined && was !== text && { before: was }) }];
  });
}

/** What an organisation and an application about it both say, in words. */
function said(
  of: Pick<Draft, 'name' | 'kind' | 'track' | 'purpose' | 'scope' | 'actions' | 'members' | 'staff'>,
) {
  const { words } = texts;
  return {
    name: of.name,
    kind: of.kind && words.kind[of.kind],
    track: of.track && words.track[of.track],
    purpose: of.purpose,
    scope: of.scope,
    actions: of.actions?.map((one) => words.action[one]).join('、'),
    members: of.members && texts.reviews.review.memberCount(of.members.individuals, of.members.units),
    staff: of.staff?.toString(),
  };
}
