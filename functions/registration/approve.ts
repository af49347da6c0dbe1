import { newEvent } from '../../shared/events/index.ts';
import { conflict, unprocessable } from '../../shared/http/problem.ts';
import type { Answer } from '../../shared/http/route.ts';
import { applicationAnswer, entry, policyOf } from './application.ts';
import type { Deps } from './deps.ts';
import type { Application } from './model/application.ts';
import { CREDIT_CODE_FAULTS, creditCodeFault } from './model/credit-code.ts';
import { filingNumber, type Organisation } from './model/organisation.ts';
import { done, next, type Reviewing, reviewed } from './review.ts';
import type { ApprovalRequest } from './schema.ts';

const EVENTS = {
  registered: 'registration.organisation.registered',
  filed: 'registration.organisation.filed',
  managed: 'registration.organisation.managed',
} as const;

/**
 * Approves an application: the organisation enters the ledger in the same transaction, once, and the other services are
 * told. A registered one gets its unified social credit code from the county, a filed one the next filing number.
 * @throws Problem 422 for a credit code that is missing or wrong, 409 when the name is no longer held; else as `reviewed`
 */
export async function approve(
  id: string,
  { creditCode }: ApprovalRequest,
  reviewing: Reviewing,
  deps: Deps,
): Promise<Answer> {
  const application = await reviewed(id, reviewing, deps);
  const state = next(application, 'approve', reviewing, deps);
  refuseCreditCode(application, creditCode);
  refuseLostName(application, deps);
  const { track, division } = application.draft;
  const year = deps.today().slice(0, 4);
  const county = division!.slice(0, 6);
  const serial = track === 'filed' ? await freeSerial(county, year, deps) : undefined;
  const organisation: Organisation = {
    ...organisationOf(application, deps),
    ...(track === 'registered' && creditCode !== undefined && { creditCode }),
    ...(serial && { filingNumber: filingNumber(county, year, serial.taken) }),
  };
  const { dueOn: _, ...kept } = application;
  const saved: Application = {
    ...kept,
    state,
    decision: { ...done(reviewing.caller.subject, deps), outcome: 'approved' },
    organisationId: organisation.id,
    version: application.version + 1,
  };
  const { name, kind } = organisation;
  await deps.store.save({
    application: saved,
    organisation,
    ...(serial && { serial }),
    audit: [
      entry(id, 'approved', reviewing.caller, { organisation: organisation.id }),
      {
        aggregate: `ORGANISATION#${organisation.id}`,
        action: track!,
        actor: { role: reviewing.caller.role, subject: reviewing.caller.subject },
        detail: { application: id },
      },
    ],
    events: [
      newEvent(
        EVENTS[track!],
        {
          subject: organisation.id,
          correlationId: reviewing.correlationId,
          data: {
            organisationId: organisation.id,
            name,
            kind,
            division: organisation.division,
            registeredOn: organisation.since,
            applicationId: id,
          },
        },
        deps,
      ),
    ],
  });
  return applicationAnswer(saved, 200, deps);
}

/** Serials looked at in one go: ledgers that were imported may have taken the next ones. */
const LOOKED_AT = 50;

/** The next serial of a county's filings in a year whose number no organisation has. */
async function freeSerial(county: string, year: string, { store }: Deps) {
  const last = await store.lastSerial(county, year);
  for (let from = last + 1; ; from += LOOKED_AT) {
    const serials = Array.from({ length: LOOKED_AT }, (_, index) => from + index);
    const identity = (serial: number) => `FILING#${filingNumber(county, year, serial)}`;
    const holders = await store.holdersOf(serials.map(identity));
    const taken = serials.find((serial) => !holders.has(identity(serial)));
    if (taken !== undefined) return { county, year, last, taken };
  }
}

function organisationOf({ id, applicant, draft }: Application, deps: Deps): Organisation {
  const { name, kind, division, track, actions, purpose, scope, members, staff } = draft;
  return {
    id: deps.newId(),
    name: name!,
    kind: kind!,
    division: division!,
    track: track!,
    class: track === 'registered' ? 'mature' : 'start-up',
    status: 'active',
    actions: actions!,
    purpose: purpose!,
    ...(scope !== undefined && { scope }),
    members: members!,
    staff: staff ?? 0,
    applicationId: id,
    contact: { role: applicant.role, subject: applicant.subject },
    since: deps.today(),
    policy: policyOf(deps).version,
    version: 1,
  };
}

function refuseCreditCode({ draft, authority }: Application, creditCode: string | undefined): void {
  const pointer = '#/body/creditCode';
  const refused = (detail: string) => unprocessable(detail, { errors: [{ pointer, detail }] });
  if (draft.track !== 'registered') {
    if (creditCode !== undefined) throw refused('备案和村居管理的组织不是法人，没有统一社会信用代码');
    return;
  }
  if (creditCode === undefined) throw refused('批准登记须填写统一社会信用代码');
  const fault = creditCodeFault(creditCode, { kind: draft.kind!, division: authority!.division });
  if (fault) throw refused(CREDIT_CODE_FAULTS[fault]);
}

/** The hold on the name ends by itself; without it another may have taken the name meanwhile. */
function refuseLostName({ nameAnswer }: Application, { now }: Deps): void {
  if (nameAnswer?.outcome === 'held' && nameAnswer.heldUntil > now().toISOString()) return;
  throw conflict('名称保留已到期，请要求补正后重新提交，再次核名');
}
