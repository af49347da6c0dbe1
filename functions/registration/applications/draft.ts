import type { Caller } from '../../../shared/auth/caller.ts';
import { invalid, notFound, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Once } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Application } from '../model/application.ts';
import { basisChanged } from '../model/commitment.ts';
import type { FieldError } from '../model/completeness.ts';
import { type IdCardFault, idCardFault } from '../model/id-card.ts';
import { isOpen } from '../model/matters.ts';
import { MATTER_NAMES } from '../model/terms.ts';
import type { Draft, DraftPatch } from '../schema.ts';
import { applicationAnswer, entry, isOwn, moved, policyOf } from './application.ts';

/** Begins an application with whatever is filled in so far. */
export async function beginDraft(
  draft: Draft,
  caller: Caller,
  deps: Deps,
  once: (answer: Answer) => { once?: Once },
): Promise<Answer> {
  refusePersons(draft, deps.today());
  const id = deps.newId();
  const application: Application = {
    type: 'application',
    id,
    applicant: { role: caller.role, subject: caller.subject, division: caller.division },
    matter: 'founding',
    state: 'draft',
    draft: await deps.drafts.seal(draft, id),
    submission: 0,
    createdAt: deps.now().toISOString(),
    corrections: [],
    version: 1,
  };
  const answer = await applicationAnswer(application, 201, deps);
  await deps.store.save({ application, audit: [entry(id, 'begun', caller)], ...once(answer) });
  return answer;
}

/**
 * Changes fields of a draft, or of an application that is to be corrected: those given, null takes one away (RFC 7396).
 * A commitment whose text speaks of what changes no longer holds, and has to be given anew (C1.2).
 * @throws Problem 404 unless it is the caller's own, 412 for another version, 409 when it is not to be changed now
 */
export async function editDraft(
  id: string,
  patch: DraftPatch,
  caller: Caller,
  ifMatch: string | undefined,
  deps: Deps,
): Promise<Answer> {
  const application = await own(id, caller, deps);
  const state = moved(application, {
    event: 'edit',
    by: 'applicant',
    subject: caller.subject,
    policy: policyOf(deps),
    ifMatch,
  });
  refuseFixed(application, patch);
  const opened = await deps.drafts.open(application.draft, id);
  const draft = Object.fromEntries(
    Object.entries({ ...opened, ...patch }).filter(([, value]) => value !== null && value !== undefined),
  ) as Draft;
  refusePersons(draft, deps.today());
  const { about } = application;
  const fields = Object.keys(patch) as (keyof Draft)[];
  const { commitment, ...kept } = application;
  const broken = commitment ? basisChanged(opened, draft) : [];
  const changed: Application = {
    ...kept,
    ...(commitment && broken.length === 0 && { commitment }),
    ...(about && { about: { ...about, fields: [...new Set([...about.fields, ...fields])] } }),
    state,
    draft: await deps.drafts.seal(draft, id),
    version: application.version + 1,
  };
  await deps.store.save({
    application: changed,
    audit: [
      entry(id, 'edited', caller, { fields }),
      ...(broken.length > 0
        ? [entry(id, 'commitment-void', caller, { fields: broken, textHash: commitment!.textHash })]
        : []),
    ],
  });
  return applicationAnswer(changed, 200, deps);
}

/**
 * An application of the caller's own.
 * @throws Problem 404 for everybody else
 */
export async function own(id: string, caller: Caller, { store }: Deps): Promise<Application> {
  const application = await store.application(id);
  if (!application || !isOwn(application, caller)) throw notFound('没有这个申请，或您无权办理');
  return application;
}

/**
 * An application of the caller's own, to which he may change something now.
 * @throws Problem 404 for everybody else, 409 when the workflow does not allow it
 */
export async function editable(id: string, caller: Caller, deps: Deps): Promise<Application> {
  const application = await own(id, caller, deps);
  refuseUneditable(application, caller, deps);
  return application;
}

/** @throws Problem 409 when the workflow does not allow the applicant to change the application now */
export function refuseUneditable(application: Application, { subject }: Caller, deps: Deps): void {
  moved(application, { event: 'edit', by: 'applicant', subject, policy: policyOf(deps) });
}

/** What was submitted on one track is decided on it; what is about an organisation sets only what its matter is about. */
function refuseFixed({ matter, submission, draft }: Application, patch: DraftPatch): void {
  const { track } = patch;
  if (matter === 'founding' && submission > 0 && track !== undefined && track !== draft.track) {
    const detail = '提交后不能更改办理方式，请撤回后重新申请';
    throw unprocessable(detail, { errors: [{ pointer: '#/body/track', detail }] });
  }
  const errors = (Object.keys(patch) as (keyof Draft)[])
    .filter((field) => !isOpen(field, matter))
    .map((field) => ({
      pointer: `#/body/${field}`,
      detail: `${MATTER_NAMES[matter]}申请不涉及这一项，不能修改`,
    }));
  if (errors.length > 0) throw unprocessable(`有 ${errors.length} 项不能修改`, { errors });
}

const SAID: Readonly<Record<IdCardFault, string>> = {
  form: '应为 18 位身份证号码，最后一位可以是 X',
  'birth-date': '身份证号码中的出生日期不存在',
  future: '身份证号码中的出生日期晚于今天',
  check: '身份证号码的校验码不对，请核对',
};

/** Identity card numbers are checked by their own rules, which need to know what day it is. */
function refusePersons(draft: Draft, today: string): void {
  const errors = (['founders', 'leaders'] as const).flatMap((group) =>
    (draft[group] ?? []).flatMap(({ idCard }, index): FieldError[] => {
      const fault = idCardFault(idCard, today);
      return fault ? [{ pointer: `#/body/${group}/${index}/idCard`, detail: SAID[fault] }] : [];
    }),
  );
  if (errors.length > 0) throw invalid(errors);
}
