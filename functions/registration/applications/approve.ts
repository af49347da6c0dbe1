import type { CloudEvent } from '../../../shared/events/index.ts';
import { conflict, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { type Application, asksForName } from '../model/application.ts';
import { CREDIT_CODE_FAULTS, creditCodeFault } from '../model/credit-code.ts';
import { filingNumber, identitiesOf, type Organisation } from '../model/organisation.ts';
import { type Approval, changed, dissolved, founded, upgraded } from '../model/outcome.ts';
import { concerned } from '../organisations/concerned.ts';
import { duties, following } from '../organisations/duties.ts';
import { differences, ended, entered, organisationEntry } from '../organisations/told.ts';
import type { ApprovalRequest, Draft } from '../schema.ts';
import { applicationAnswer, dueFromToday, entry, policyOf } from './application.ts';
import { done, next, type Reviewing, reviewed } from './review.ts';

/**
 * Approves an application: what it asks for enters the ledger in the same transaction, once, and the other services are
 * told. One that is registered gets its unified social credit code from the county, one that is filed the next number.
 * @throws Problem 422 for a credit code that is missing, wrong or another's, 409 when the name is no longer held, or as
 * `concerned`; else as `reviewed`
 */
export async function approve(
  id: string,
  { creditCode }: ApprovalRequest,
  reviewing: Reviewing,
  deps: Deps,
): Promise<Answer> {
  const application = await reviewed(id, reviewing, deps);
  const state = next(application, 'approve', reviewing, deps);
  const { matter, about, draft } = application;
  const enters = matter === 'founding' || matter === 'upgrade';
  refuseCreditCode(application, enters, creditCode);
  refuseLostName(application, deps);
  const before = about && (await concerned(application, deps));
  const organisationId = before?.id ?? deps.newId();
  const serial = enters && draft.track === 'filed' ? await freeSerial(draft.division!, deps) : undefined;
  const leaders = await leadersOf(application, organisationId, deps);
  const approval: Approval = {
    on: deps.today(),
    policy: policyOf(deps).version,
    ...(leaders && { leaders }),
    ...(creditCode !== undefined && { creditCode }),
    ...(serial && { filingNumber: filingNumber(serial.county, serial.year, serial.taken) }),
  };
  const by = { correlationId: reviewing.correlationId, applicationId: id };
  const { organisation, events } = outcomeOf(application, organisationId, before, approval, by, deps);
  await refuseTaken(organisation, deps);
  const registers = enters && draft.track === 'registered';
  const certificateBy = registers ? dueFromToday(policyOf(deps).data.days.certificate, deps) : undefined;
  const { dueOn: _, ...kept } = application;
  const saved: Application = {
    ...kept,
    draft: before ? await withLatest(application, before, deps) : draft,
    state,
    decision: {
      ...done(reviewing.caller.subject, deps),
      outcome: 'approved',
      ...(certificateBy !== undefined && { certificateBy }),
    },
    organisationId,
    version: application.version + 1,
  };
  const action = enters ? draft.track! : matter;
  await deps.store.save({
    application: saved,
    organisation,
    before,
    duties: [
      ...(before ? await following(before, organisation, deps) : []),
      ...(enters ? duties(organisation, application, deps) : []),
    ],
    ...(serial && { serial }),
    audit: [
      entry(id, 'approved', reviewing.caller, { organisation: organisationId }),
      organisationEntry(organisationId, action, reviewing.caller, { application: id }),
    ],
    events,
  });
  return applicationAnswer(saved, 200, deps);
}

/** Clause under which an organisation ends at its own wish: no article of the regulations was read for it. */
const AT_ITS_WISH = '依申请注销';

function outcomeOf(
  application: Application,
  id: string,
  before: Organisation | undefined,
  approval: Approval,
  by: { correlationId: string; applicationId: string },
  deps: Deps,
): { organisation: Organisation; events: CloudEvent[] } {
  switch (application.matter) {
    case 'founding': {
      const organisation = founded(id, application, approval);
      return { organisation, events: [entered(organisation, by, deps)] };
    }
    case 'change': {
      const organisation = changed(before!, application, approval);
      return { organisation, events: differences(before!, organisation, by, deps) };
    }
    case 'upgrade': {
      const organisation = upgraded(before!, application, approval);
      return {
        organisation,
        events: [...differences(before!, organisation, by, deps), entered(organisation, by, deps)],
      };
    }
    case 'dissolution': {
      const organisation = dissolved(before!, application, approval, AT_ITS_WISH);
      return { organisation, events: [ended(organisation, 'deregistered', by.correlationId, deps)] };
    }
  }
}

/** What the ledger does not hold: the next application about the organisation begins with it. */
const BESIDE_THE_LEDGER = ['founders', 'leaders', 'premises'] as const;

/** The draft; what the applicant did not touch is as another application left it that was approved since this one began. */
async function withLatest(
  { id, about, draft, createdAt }: Application,
  { applicationId }: Organisation,
  { store, drafts }: Deps,
): Promise<Draft> {
  const last = applicationId === undefined ? undefined : await store.application(applicationId);
  if (!last?.decision || last.decision.at < createdAt) return draft;
  const [own, latest] = await Promise.all([drafts.open(draft, id), drafts.open(last.draft, last.id)]);
  const untouched = BESIDE_THE_LEDGER.filter((field) => !about!.fields.includes(field));
  return drafts.seal({ ...own, ...Object.fromEntries(untouched.map((field) => [field, latest[field]])) }, id);
}

/** Who is to lead it, encrypted for the organisation. */
async function leadersOf({ id, draft }: Application, organisationId: string, deps: Deps) {
  if (!draft.leaders) return undefined;
  const { leaders } = await deps.drafts.open({ leaders: draft.leaders }, id);
  return deps.leaders.seal(
    leaders!.map(({ name, phone, position, backgrounds }) => ({ name, phone, position, backgrounds })),
    organisationId,
  );
}

/** Serials looked at in one go: ledgers that were imported may have taken the next ones. */
const LOOKED_AT = 50;

/** The next serial of a county's filings in this year whose number no organisation has. */
async function freeSerial(division: string, { store, today }: Deps) {
  const county = division.slice(0, 6);
  const year = today().slice(0, 4);
  const last = await store.lastSerial(county, year);
  for (let from = last + 1; ; from += LOOKED_AT) {
    const serials = Array.from({ length: LOOKED_AT }, (_, index) => from + index);
    const identity = (serial: number) => `FILING#${filingNumber(county, year, serial)}`;
    const holders = await store.holdersOf(serials.map(identity));
    const taken = serials.find((serial) => !holders.has(identity(serial)));
    if (taken !== undefined) return { county, year, last, taken };
  }
}

/**
 * What it would go by may be another's: one that was imported, or approved a moment ago. A filing number that another took
 * since is no matter: the step is decided anew, with the next one.
 */
async function refuseTaken(organisation: Organisation, { store }: Deps): Promise<void> {
  const holders = await store.holdersOf(identitiesOf(organisation));
  const isTaken = (what: string) =>
    [...holders].some(([identity, holder]) => identity.startsWith(what) && holder !== organisation.id);
  if (isTaken('CREDIT-CODE#')) {
    const detail = '台账中已有组织使用这个统一社会信用代码，请核对';
    throw unprocessable(detail, { errors: [{ pointer: '#/body/creditCode', detail }] });
  }
  if (isTaken('NAME#')) throw conflict('台账中这个村（社区）已有同名的组织，请要求补正名称，或不予批准');
}

function refuseCreditCode(
  { draft, authority }: Application,
  enters: boolean,
  creditCode: string | undefined,
): void {
  const pointer = '#/body/creditCode';
  const refused = (detail: string) => unprocessable(detail, { errors: [{ pointer, detail }] });
  if (!enters || draft.track !== 'registered') {
    if (creditCode === undefined) return;
    throw refused(
      enters
        ? '备案和村居管理的组织不是法人，没有统一社会信用代码'
        : '变更和注销不改变统一社会信用代码，请勿填写',
    );
  }
  if (creditCode === undefined) throw refused('批准登记须填写统一社会信用代码');
  const fault = creditCodeFault(creditCode, { kind: draft.kind!, division: authority!.division });
  if (fault) throw refused(CREDIT_CODE_FAULTS[fault]);
}

/** The hold on the name ends by itself; without it another may have taken the name meanwhile. */
function refuseLostName(application: Application, { now }: Deps): void {
  const { nameAnswer } = application;
  if (!asksForName(application)) return;
  if (nameAnswer?.outcome === 'held' && nameAnswer.heldUntil > now().toISOString()) return;
  throw conflict('名称保留已到期，请要求补正后重新提交，再次核名');
}
