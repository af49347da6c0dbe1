/** Which part somebody has in a match that serves a need. Pure. */

interface Owned {
  needOwner: { role: string; division: string };
  division: string;
}
interface Caller {
  role: string;
  division: string;
}

/** Whether it serves a need of the authority for which somebody acts. */
export const owns = ({ needOwner }: Owned, { role, division }: Caller): boolean =>
  needOwner.role === role && needOwner.division === division;

/** Counties without townships, whose work they do themselves: 龙港市. As shared/divisions has them. */
export const WITHOUT_TOWNSHIPS: readonly string[] = ['330383'];

/** Who confirms and guides: the township, or the county where there is none between. */
const confirmer = ({ division }: Pick<Owned, 'division'>) =>
  division.length < 9 || WITHOUT_TOWNSHIPS.includes(division.slice(0, 6)) ? 'county' : 'township';

/** Whether somebody guides it and may end it (M1.4). */
export const guides = (match: Owned, { role, division }: Caller): boolean =>
  role === confirmer(match) && match.division.startsWith(division);

/** Whether somebody rules where its sides do not agree: who guides it, unless that is a side itself. */
export function judges(match: Owned, { role, division }: Caller): boolean {
  const judge = match.needOwner.role === confirmer(match) ? 'county' : confirmer(match);
  return role === judge && match.division.startsWith(division);
}
