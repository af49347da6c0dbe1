/** Which fields of the draft each matter is about; all others stay as the organisation has them. */
import type { Draft } from '../schema.ts';
import type { Matter } from './terms.ts';

type Field = keyof Draft;

/** Of a change; what the law wants reviewed is among them: name, leaders, charter (purpose and scope). */
const CHANGED: readonly Field[] = [
  'name',
  'purpose',
  'scope',
  'actions',
  'leaders',
  'members',
  'staff',
  'premises',
  'reservationId',
  'reason',
];

const OPEN: Readonly<Record<Exclude<Matter, 'founding'>, readonly Field[]>> = {
  change: CHANGED,
  upgrade: [...CHANGED, 'kind', 'founders', 'capitalFen', 'capitalProof'],
  dissolution: ['reason'],
};

/** Whether a field can be set in an application of a matter. */
export function isOpen(field: Field, matter: Matter): boolean {
  return matter === 'founding' || OPEN[matter].includes(field);
}
