/** What a registered organisation owes its authority by a day: yearly reports, the payment that it committed itself to. */

import type { YearlyReportRequest } from '../organisations/schema.ts';
import type { RegistrationData } from '../policy/schema.ts';
import { type Application, authorityFor, type Done } from './application.ts';
import type { Organisation } from './organisation.ts';

interface Common {
  organisationId: string;
  /** Of the organisation, as the inbox shows it. */
  name: string;
  division: string;
  /** Whose inbox it is in. */
  authority: NonNullable<Application['authority']>;
  /** YYYY-MM-DD; missing where no calendar knows it. */
  dueOn?: string;
  version: number;
}

/** A report on a year: handed in by the organisation, then accepted by the authority, or given back. */
export interface YearlyReport extends Common {
  type: 'yearly-report';
  year: number;
  state: 'owed' | 'handed-in' | 'settled' | 'lapsed';
  report?: YearlyReportRequest & Done;
  returned?: Done & { reason: string };
  accepted?: Done;
  /** Whether the report on the next year is owed already. */
  followed?: true;
}

/** Capital that was to be paid in after a registration by commitment (C1.2). */
export interface Commitment extends Common {
  type: 'commitment';
  state: 'owed' | 'settled' | 'broken' | 'lapsed';
  applicationId: string;
  capitalFen: number;
  /** What the authority found last. */
  outcome?: Done & { paid: boolean; on: string; note?: string };
  revoked?: Done & { reason: string; clause: string };
}

export type Duty = YearlyReport | Commitment;

/** Whether somebody still has to see to it. */
export const isOpen = ({ state }: Duty) => state === 'owed' || state === 'handed-in';

/** The report that a registered organisation owes on a year, by the March after. */
export function yearlyReport(organisation: Organisation, year: number, data: RegistrationData): YearlyReport {
  return {
    ...common(organisation),
    type: 'yearly-report',
    year,
    state: 'owed',
    dueOn: handInBy(year, data),
    version: 1,
  };
}

/** The report on the year after another one. */
export function nextReport(
  { organisationId, name, division, authority, year }: YearlyReport,
  data: RegistrationData,
): YearlyReport {
  return {
    type: 'yearly-report',
    organisationId,
    name,
    division,
    authority,
    year: year + 1,
    state: 'owed',
    dueOn: handInBy(year + 1, data),
    version: 1,
  };
}

/** YYYY-MM-DD by which the report on a year is handed in. */
export const handInBy = (year: number, { yearlyReport }: RegistrationData) =>
  `${year + 1}-${yearlyReport.handIn}`;

/** YYYY-MM-DD by which the authority accepts the report on a year. */
export const acceptBy = (year: number, { yearlyReport }: RegistrationData) =>
  `${year + 1}-${yearlyReport.accept}`;

/** The payment that an organisation committed itself to when it was registered. */
export function commitment(
  organisation: Organisation,
  { id, draft }: Application,
  dueOn: string | undefined,
): Commitment {
  return {
    ...common(organisation),
    type: 'commitment',
    state: 'owed',
    applicationId: id,
    capitalFen: draft.capitalFen!,
    ...(dueOn !== undefined && { dueOn }),
    version: 1,
  };
}

/** A duty of an organisation that has another name now. */
export const renamed = <D extends Duty>(duty: D, name: string): D => ({
  ...duty,
  name,
  version: duty.version + 1,
});

/** A duty that ends with its organisation. */
export function lapsed<D extends Duty>(duty: D): D {
  const { dueOn: _, ...kept } = duty;
  return { ...kept, state: 'lapsed', version: duty.version + 1 } as D;
}

function common({ id, name, track, kind, division }: Organisation) {
  return { organisationId: id, name, division, authority: authorityFor(track, kind, division)! };
}
