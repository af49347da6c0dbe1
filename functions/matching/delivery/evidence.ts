/** How other use cases refer to evidence. */
import type { FieldError } from '../../../shared/http/problem.ts';
import type { TransactWrite } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Side } from '../model/dispute.ts';
import { type Evidence, noLongerUsedBy, usedBy } from '../model/evidence.ts';
import { putEvidence } from '../store/delivery.ts';

/** The evidence that a request refers to, and what of it cannot be: each has to be kept, and of the same side. */
export async function evidenceFor(
  match: string,
  ids: readonly string[],
  side: Side,
  { store }: Deps,
): Promise<{ evidence: Evidence[]; errors: FieldError[] }> {
  const found = new Map((await store.evidenceBy(match, side, ids)).map((one) => [one.id, one]));
  const errors = ids.flatMap((id, index) => {
    const one = found.get(id);
    if (one?.state === 'kept') return [];
    const detail = one ? '这个文件还没有确认上传' : '没有上传过这个文件';
    return [{ pointer: `#/body/evidence/${index}`, detail }];
  });
  return { evidence: [...found.values()], errors };
}

/** Evidence, now that something refers to it. */
export const used = (evidence: readonly Evidence[], what: string): TransactWrite[] =>
  evidence.map((one) => putEvidence(usedBy(one, what)));

/** Evidence of the organisation, now that it does no longer. */
export async function noLongerUsed(
  match: string,
  ids: readonly string[],
  what: string,
  { store }: Deps,
): Promise<TransactWrite[]> {
  const evidence = await store.evidenceBy(match, 'organisation', ids);
  return evidence.map((one) => putEvidence(noLongerUsedBy(one, what)));
}
