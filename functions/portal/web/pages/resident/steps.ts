/** The steps in which an application is filled in, and at which of them a remark of the API belongs. */
import type { Application } from './types.ts';

export const STEPS = [
  'track',
  'name',
  'purpose',
  'people',
  'place',
  'papers',
  'commitment',
  'check',
] as const;
export type Step = (typeof STEPS)[number];
type Matter = Application['matter'];
type Field = keyof Application['draft'];

const FIELDS: Readonly<Record<Exclude<Step, 'papers' | 'commitment' | 'check'>, readonly Field[]>> = {
  track: ['track', 'kind', 'division', 'members', 'staff', 'capitalFen'],
  name: ['name', 'reservationId'],
  purpose: ['purpose', 'scope', 'actions', 'reason'],
  people: ['founders', 'leaders'],
  place: ['premises', 'capitalProof'],
};

/** Fields that an application about an organisation leaves as they are (C2). */
const FIXED: Readonly<Record<Matter, readonly Field[]>> = {
  founding: ['reason'],
  change: ['track', 'kind', 'division', 'founders', 'capitalFen', 'capitalProof'],
  upgrade: ['track', 'division'],
  dissolution: [
    'track',
    'kind',
    'division',
    'name',
    'purpose',
    'scope',
    'actions',
    'founders',
    'leaders',
    'members',
    'staff',
    'premises',
    'capitalFen',
    'capitalProof',
    'reservationId',
  ],
};

/** Whether an application of a matter may set a field. */
export const isOpen = (field: Field, matter: Matter): boolean => !FIXED[matter].includes(field);

/** The steps of an application: those with a field to fill in, and the commitment where it is chosen (C1.2). */
export function stepsOf({ matter, draft }: Pick<Application, 'matter' | 'draft'>): Step[] {
  return STEPS.filter((step) => {
    if (step === 'commitment') return isOpen('capitalProof', matter) && commits(draft);
    if (step === 'papers') return matter !== 'dissolution';
    return step === 'check' || FIELDS[step].some((field) => isOpen(field, matter));
  });
}

/** Whether the application promises its capital instead of proving it (C1.2). */
export const commits = ({ track, capitalProof }: Application['draft']): boolean =>
  track === 'registered' && capitalProof === 'commitment';

/** The step at which a JSON pointer of the API lies, e.g. `#/draft/premises/address`. */
export function stepAt(pointer: string): Step {
  const [, part, field] = pointer.split('/');
  if (part === 'attachments') return 'papers';
  if (part === 'commitment') return 'commitment';
  const found = Object.entries(FIELDS).find(([, fields]) => fields.includes(field as Field));
  return (found?.[0] as Step | undefined) ?? 'check';
}

export const isEditable = (state: Application['state']): boolean =>
  state === 'draft' || state === 'correcting';

/** Whether the naming service is being waited for. */
export const isWaiting = (state: Application['state']): boolean => state === 'naming';

/** Whether the applicant may still withdraw it. */
export const isOpenStill = (state: Application['state']): boolean =>
  state !== 'approved' && state !== 'refused' && state !== 'withdrawn';
