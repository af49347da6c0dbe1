/** Which places of an application a correction may concern, as the API points at them. */

const FIELDS = [
  'name',
  'kind',
  'division',
  'purpose',
  'scope',
  'actions',
  'founders',
  'leaders',
  'members',
  'staff',
  'premises',
  'capitalFen',
] as const;
const PAPERS = [
  'application-form',
  'charter',
  'member-list',
  'premises-proof',
  'capital-report',
  'other',
] as const;

export type CorrectedField = (typeof FIELDS)[number];
export type Paper = (typeof PAPERS)[number];
export type Place =
  | { pointer: string; field: CorrectedField }
  | { pointer: string; paper: Paper }
  | { pointer: string };

/** Every place, in the order of the application; the commitment last. */
export const PLACES: readonly Place[] = [
  ...FIELDS.map((field) => ({ pointer: `#/draft/${field}`, field })),
  ...PAPERS.map((paper) => ({ pointer: `#/attachments/${paper}`, paper })),
  { pointer: '#/commitment' },
];

interface Standing {
  state: string;
  draft: { track?: string | undefined };
  taken?: { by: string } | undefined;
  accepted?: { by: string } | undefined;
}

export type ReviewStep = 'take' | 'accept' | 'approve' | 'correction' | 'refuse';

/**
 * What may be done with an application by whoever looks at it. Of a registration, whoever accepted does not approve
 * (four eyes); the page says so instead of offering it.
 */
export function stepsOpen(
  { state, draft, taken, accepted }: Standing,
  subject: string,
): ReadonlySet<ReviewStep> {
  const steps = new Set<ReviewStep>();
  const registered = draft.track === 'registered';
  const mine = taken?.by === subject;
  if (state === 'pending' && taken === undefined) steps.add('take');
  if (state === 'accepted' && registered && !mine) steps.add('take');
  if (!mine || (state !== 'pending' && state !== 'accepted')) return steps;
  if (state === 'pending') steps.add(registered ? 'accept' : 'approve');
  if (state === 'accepted' && accepted?.by !== subject) steps.add('approve');
  steps.add('correction').add('refuse');
  return steps;
}
