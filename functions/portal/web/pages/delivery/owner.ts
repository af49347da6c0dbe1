/** Which part somebody has in a match that serves a need. Pure. */
import type { Who } from '../../session/session.ts';

interface Owned {
  needOwner: { role: string; division: string };
  division: string;
}
type Caller = Pick<Who, 'role' | 'division'>;

/** Whether it serves a need of the authority for which somebody acts. */
export const owns = ({ needOwner }: Owned, { role, division }: Caller): boolean =>
  needOwner.role === role && needOwner.division === division;

/** Who confirms and guides: the township, or the county where the need lies above townships. */
const confirmer = ({ division }: Owned) => (division.length >= 9 ? 'township' : 'county');

/** Whether somebody guides it and may end it (M1.4). */
export const guides = (match: Owned, { role, division }: Caller): boolean =>
  role === confirmer(match) && match.division.startsWith(division);

/** Whether somebody rules where its sides do not agree: who guides it, unless that is a side itself. */
export function judges(match: Owned, { role, division }: Caller): boolean {
  const judge = match.needOwner.role === confirmer(match) ? 'county' : confirmer(match);
  return role === judge && match.division.startsWith(division);
}
