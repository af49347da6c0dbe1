import { CITY, childrenOf } from '../../../shared/divisions/index.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, forbidden, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { sha256 } from '../../../shared/sha256.ts';
import { canonicalJson } from '../../../shared/store/audit.ts';
import type { Deps } from '../deps.ts';
import { openOf } from '../model/open.ts';
import { notSignable, type Refused, type Report, sealOf, stateAfter } from '../model/report.ts';
import { putOpen } from '../store/open.ts';
import { putReport } from '../store/reports.ts';
import { contentOf } from './contents.ts';
import { type Id, isOfCity, ready, reportEntry } from './find.ts';
import { signedPush } from './push.ts';
import { withRemark } from './remarks.ts';
import { shownReport } from './shown.ts';
import { recordHash } from './verify.ts';

/**
 * The city signs a report off: it is frozen under a seal, its figures become open data, and the push to the province is asked
 * for, all in one transaction.
 * @throws Problem 403 for who checked it, 409 before it was checked, 422 where a reason is missing; else as `ready`
 * @throws ContentAltered when its content is not as it was kept: what nobody saw is not signed
 */
export async function sign(id: Id, reason: string | undefined, acting: Acting, deps: Deps): Promise<Answer> {
  const before = await ready(id, 'sign', acting, deps);
  const { role, subject } = acting.caller;
  const unsigned = isOfCity(id) ? await unsignedCounties(id.period, deps) : [];
  const refused = notSignable(before, { subject, reason, today: deps.today(), unsigned });
  if (refused) throw problemOf(refused, before);
  const content = await contentOf(before, deps);
  const by = { role, subject, at: deps.now().toISOString() };
  const signed = { ...by, ...(reason !== undefined && { reason, reasonHash: sha256(reason) }) };
  const unsealed = {
    ...(reason === undefined ? before : withRemark(before, { ...by, kind: 'signed', text: reason })),
    state: stateAfter('sign'),
    signed,
    revision: before.revision + 1,
  };
  const seal = sealOf(unsealed);
  const report: Report = { ...unsealed, seal, sealHash: sha256(canonicalJson(seal)) };
  const { correlationId } = acting;
  const push = await signedPush(report, content, { actor: by, correlationId }, deps);
  const { sealHash } = report;
  await deps.store.save({
    writes: [...putReport(report), putOpen(openOf(report, content)), ...push.writes],
    audit: [reportEntry(report, 'signed', by, { sealHash, recordHash: recordHash(report) }), ...push.audit],
    events: push.events,
  });
  return shownReport(report, deps);
}

/** Names of the counties whose latest report of a period is not signed. */
async function unsignedCounties(period: string, { store }: Deps): Promise<string[]> {
  const counties = childrenOf(CITY.code);
  const heads = await store.heads(
    'latest',
    counties.map(({ code }) => ({ division: code, period })),
  );
  const signed = new Set(heads.filter(({ state }) => state === 'signed').map(({ division }) => division));
  return counties.filter(({ code }) => !signed.has(code)).map(({ name }) => name);
}

function problemOf({ why, detail }: Refused, { state }: Report) {
  switch (why) {
    case 'forbidden':
      return forbidden(detail);
    case 'conflict':
      return conflict(detail, { extra: { state } });
    case 'reason-missing':
      return unprocessable(detail, { errors: [{ pointer: '#/body/reason', detail }] });
  }
}
