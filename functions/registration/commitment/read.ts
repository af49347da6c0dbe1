import { buffer } from 'node:stream/consumers';
import type { Caller } from '../../../shared/auth/caller.ts';
import { notFound } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { entry, isOwn, shownCommitment, visible } from '../applications/application.ts';
import { own } from '../applications/draft.ts';
import type { Deps } from '../deps.ts';
import { commitmentDocument, DOCX } from './document.ts';
import { textFor } from './text.ts';

const POINTER = '#/query/leader';

/**
 * The text that the applicant is to agree to, and whether he has.
 * @throws Problem 404 for everybody else; 409, 422 as `textFor`
 */
export async function readCommitment(
  id: string,
  leader: number,
  caller: Caller,
  deps: Deps,
): Promise<Answer> {
  const application = await own(id, caller, deps);
  const { text, textHash } = await textFor(application, { leader, pointer: POINTER }, deps);
  const { commitment } = application;
  return {
    status: 200,
    body: { ...text, textHash, ...(commitment && { committed: shownCommitment(commitment) }) },
  };
}

/**
 * The commitment as a document: what was kept when it was given; before that, for its applicant, one to read and print.
 * That an authority read it, which names a person in clear, is in the trail first.
 * @throws Problem 404 for whom it does not concern, and for authorities before it is given; 409, 422 as `textFor`
 */
export async function commitmentFile(
  id: string,
  leader: number,
  caller: Caller,
  deps: Deps,
): Promise<Answer> {
  const application = await visible(id, caller, deps);
  const { commitment } = application;
  const mine = isOwn(application, caller);
  if (!commitment && !mine) throw notFound('申请人还没有作出承诺');
  if (!commitment) {
    const { text } = await textFor(application, { leader, pointer: POINTER }, deps);
    return answer(await commitmentDocument(text));
  }
  const kept = await deps.files.read(commitment.document.key);
  if (!kept) throw new Error(`The document ${commitment.document.key} is missing`);
  const bytes = await buffer(kept.stream);
  if (!mine) {
    const { textHash } = commitment;
    await deps.store.save({ audit: [entry(id, 'commitment-read', caller, { textHash })] });
  }
  return answer(bytes);
}

function answer(bytes: Uint8Array): Answer {
  const name = encodeURIComponent('临时存款账户资金缴存情况承诺书.docx');
  return {
    status: 200,
    body: bytes,
    headers: { 'content-type': DOCX, 'content-disposition': `attachment; filename*=UTF-8''${name}` },
  };
}
