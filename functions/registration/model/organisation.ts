/** An organisation in the ledger (台账). */
import type { Kind } from '../../../shared/events/shapes.ts';
import type { Action } from '../schema.ts';
import type { Class } from './advice.ts';
import type { Track } from './workflow.ts';

export interface Organisation {
  /** Stays the same through every track. */
  id: string;
  name: string;
  kind: Kind;
  division: string;
  track: Track;
  class: Class;
  status: 'active';
  actions: readonly Action[];
  purpose?: string;
  scope?: string;
  members: { individuals: number; units: number };
  staff: number;
  /** Unified social credit code (统一社会信用代码), of the registered. */
  creditCode?: string;
  /** Number of the filing (备案编号), of the filed. */
  filingNumber?: string;
  /** Whether it is a hub organisation (枢纽型), which supports others (M3.2). */
  hub?: boolean;
  /** Application that it came from, and whose that was. */
  applicationId?: string;
  contact?: { role: string; subject: string };
  /** Import that brought it, and the row of the file. */
  imported?: { importId: string; row: number };
  /** Name and phone of who leads it, encrypted, as an import gave them. */
  leader?: { name: string; phone?: string };
  /** YYYY-MM-DD: registered, filed or under management since. */
  since: string;
  policy: string;
  version: number;
}

/** The number of a filing: county code, year, serial of four digits or more; the form is a default. */
export function filingNumber(division: string, year: string, serial: number): string {
  return `${division.slice(0, 6)}${year}${String(serial).padStart(4, '0')}`;
}
