import type { Acting } from '../../../shared/http/acting.ts';
import { conflict } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import type { Honour } from '../model/honour.ts';
import { putHonour, putObjector } from '../store/honours.ts';
import { honourEntry, ready } from './find.ts';

/**
 * Anybody with an account objects during the public notice, once: so that nobody fills up what there is room for. Who it was
 * is shown to none.
 * @throws Problem 409 after the last day, for the second objection of an account, or when there are too many; else as `ready`
 */
export async function object(id: string, text: string, acting: Acting, deps: Deps): Promise<Answer> {
  const { caller } = acting;
  const before = await ready(id, 'object', acting, deps, { deciding: false });
  const on = deps.today();
  if (on > before.notice!.until)
    throw conflict(`公示已于 ${before.notice!.until} 结束`, { extra: { state: before.state } });
  if (await deps.store.hasObjected(id, caller))
    throw conflict('您已提出过异议，请等待答复', { extra: { state: before.state } });
  const { mostObjections } = deps.policyOn(on).data.models;
  if (before.objections.length >= mostObjections)
    throw conflict(`异议已有 ${mostObjections} 件，请向县（市、区）民政反映`);
  const serial = before.objections.length + 1;
  const honour: Honour = {
    ...before,
    objections: [...before.objections, { serial, text, on }],
    version: before.version + 1,
  };
  await deps.store.save({
    writes: [putHonour(honour), putObjector(id, caller)],
    audit: [honourEntry(id, 'objected', caller, { serial })],
  });
  return { status: 201, body: { serial, on } };
}
