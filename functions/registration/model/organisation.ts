/** An organisation in the ledger (台账). */
import type { Role } from '../../../shared/auth/caller.ts';
import type { Class, Kind, Status, Track } from '../../../shared/events/shapes.ts';
import type { Action, Background } from '../schema.ts';

/** Who leads an organisation; name and phone are encrypted. */
export interface Leader {
  name: string;
  phone?: string;
  position?: string;
  backgrounds: readonly Background[];
}

export interface Organisation {
  /** Stays the same through every track. */
  id: string;
  name: string;
  kind: Kind;
  division: string;
  track: Track;
  class: Class;
  status: Status;
  actions: readonly Action[];
  purpose?: string;
  scope?: string;
  members: { individuals: number; units: number };
  staff: number;
  /** Unified social credit code (统一社会信用代码), of the registered. */
  creditCode?: string;
  /** Number of the filing (备案编号), of those that were ever filed. */
  filingNumber?: string;
  /** Whether it is a hub organisation (枢纽型), which supports others, and its social workers (M3.2). */
  hub?: boolean;
  socialWorkers?: { fullTime: number; partTime: number };
  /** The social-work station (社工站) that it is linked with (M3.3). */
  station?: { name: string; division: string };
  /** Its report-in (报到) to the community party organisation (O1); the day YYYY-MM-DD. */
  reportedIn?: { on: string; community: string };
  /** Whether it agreed to be shown in the public directory. */
  public?: boolean;
  leaders?: readonly Leader[];
  /** Application by which it came to be as it is. */
  applicationId?: string;
  /** Who speaks for it. */
  contact?: { role: Role; subject: string };
  /** Import that brought it, and the row of the file. */
  imported?: { importId: string; row: number };
  /** YYYY-MM-DD: registered, filed or under management since. */
  since: string;
  /** Why it is no longer active; the day YYYY-MM-DD. */
  ended?: { on: string; reason: string; clause: string };
  policy: string;
  version: number;
}

/** The number of a filing: county code, year, serial of four digits or more; the form is a default. */
export function filingNumber(division: string, year: string, serial: number): string {
  return `${division.slice(0, 6)}${year}${String(serial).padStart(4, '0')}`;
}

/** Whether it has come to its end: nothing can be changed any more. */
export const isOver = ({ status }: Pick<Organisation, 'status'>) =>
  status === 'dissolved' || status === 'revoked';

/** Whether it is in the public directory: it agreed, and is active. */
export const isShown = ({ public: agreed, status }: Pick<Organisation, 'public' | 'status'>) =>
  agreed === true && status === 'active';

/**
 * What nobody else in the ledger may have: code and number of the registered and the filed, for ever; the name in its
 * division of those that have neither, as long as they are there.
 */
export function identitiesOf(organisation: Organisation): string[] {
  const { creditCode, filingNumber, division, name } = organisation;
  const numbers = [
    ...(creditCode === undefined ? [] : [`CREDIT-CODE#${creditCode}`]),
    ...(filingNumber === undefined ? [] : [`FILING#${filingNumber}`]),
  ];
  if (numbers.length > 0) return numbers;
  return isOver(organisation) ? [] : [`NAME#${division}#${name}`];
}

/** Leaders, and how many of them are party members of the community or retired officials (O1). */
export function leadershipOf({ leaders = [] }: Pick<Organisation, 'leaders'>) {
  const from = (background: Background) =>
    leaders.filter(({ backgrounds }) => backgrounds.includes(background)).length;
  return {
    leaders: leaders.length,
    partyMembers: from('party-member'),
    retiredOfficials: from('retired-official'),
  };
}

const OF_THE_PARTY: readonly Background[] = ['party-member', 'retired-official'];

/** How many leaders are party members of the community or retired officials; one who is both counts once (O1). */
export const partyLeadersOf = ({ leaders = [] }: Pick<Organisation, 'leaders'>): number =>
  leaders.filter(({ backgrounds }) => backgrounds.some((one) => OF_THE_PARTY.includes(one))).length;
