/** What an approved application makes of an organisation. */
import type { Draft } from '../schema.ts';
import type { Application } from './application.ts';
import type { Leader, Organisation } from './organisation.ts';

/** What is known of an approval beside the application; days are YYYY-MM-DD. */
export interface Approval {
  on: string;
  policy: string;
  /** Sealed for the organisation; missing where the application does not set them. */
  leaders?: readonly Leader[];
  creditCode?: string;
  filingNumber?: string;
}

/** The organisation that a founding brings into the ledger. */
export function founded(id: string, application: Application, approval: Approval): Organisation {
  const { draft, applicant } = application;
  return {
    id,
    division: draft.division!,
    status: 'active',
    contact: { role: applicant.role, subject: applicant.subject },
    ...described(draft),
    ...entered(application, approval),
    version: 1,
  };
}

/** With what the applicant set or cleared. */
export function changed(
  organisation: Organisation,
  application: Application,
  approval: Approval,
): Organisation {
  const { policy } = approval;
  return next(withSet(organisation, application, approval), { applicationId: application.id, policy });
}

/** On a track further up, with what the applicant set or cleared, keeping its id, its history and the numbers that it had. */
export function upgraded(
  organisation: Organisation,
  application: Application,
  approval: Approval,
): Organisation {
  const { leaders: _, ...decided } = approval;
  const { track } = application.draft;
  return next(withSet(organisation, application, approval), {
    ...entered(application, decided),
    class: track === 'registered' ? 'mature' : organisation.class,
  });
}

/** Deregistered at its own wish. */
export function dissolved(
  organisation: Organisation,
  application: Application,
  { on, policy }: Approval,
  clause: string,
): Organisation {
  const ended = { on, reason: application.draft.reason!, clause };
  return next(organisation, { status: 'dissolved', ended, applicationId: application.id, policy });
}

/** The next version of an organisation. */
export function next(organisation: Organisation, changes: Partial<Organisation>): Organisation {
  return { ...organisation, ...changes, version: organisation.version + 1 };
}

/** The fields that the applicant set or cleared, and no others: what was changed meanwhile stays. */
function withSet(
  organisation: Organisation,
  { draft, about }: Application,
  { leaders }: Approval,
): Organisation {
  const { fields } = about!;
  const set = Object.entries(described(draft)).filter(([field]) => fields.includes(field as keyof Draft));
  // Of what describes an organisation the scope alone may be missing: a village's light record needs none (C1.5).
  const { scope: _, ...unscoped } = organisation;
  return {
    ...(fields.includes('scope') ? unscoped : organisation),
    ...(Object.fromEntries(set) as Partial<Organisation>),
    ...(fields.includes('leaders') && leaders && { leaders }),
  };
}

function described({ name, kind, actions, purpose, scope, members, staff }: Draft) {
  return {
    name: name!,
    kind: kind!,
    actions: actions!,
    purpose: purpose!,
    ...(scope !== undefined && { scope }),
    members: members!,
    staff: staff ?? 0,
  };
}

function entered({ id, draft }: Application, approval: Approval) {
  const { on, policy, leaders, creditCode, filingNumber } = approval;
  return {
    track: draft.track!,
    class: draft.track === 'registered' ? ('mature' as const) : ('start-up' as const),
    ...(leaders && { leaders }),
    ...(creditCode !== undefined && { creditCode }),
    ...(filingNumber !== undefined && { filingNumber }),
    applicationId: id,
    since: on,
    policy,
  };
}
