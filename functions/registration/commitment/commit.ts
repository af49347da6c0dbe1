import { createHash } from 'node:crypto';
import type { Caller } from '../../../shared/auth/caller.ts';
import { conflict } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import { applicationAnswer, entry } from '../applications/application.ts';
import { editable } from '../applications/draft.ts';
import { commitmentKey } from '../attachments/keys.ts';
import type { Deps } from '../deps.ts';
import type { Application } from '../model/application.ts';
import { commitmentDocument, DOCX } from './document.ts';
import type { CommitRequest } from './schema.ts';
import { textFor } from './text.ts';

/**
 * Records that a leader commits the organisation to paying its capital in (C1.2): who, when, to which text; the document
 * of this moment is kept. Agreeing to the same text again changes nothing.
 * @throws Problem 409 when the text is another meanwhile, or the application cannot be changed now; 404 as `editable`, 409
 * and 422 as `textFor`
 */
export async function commit(
  id: string,
  { textHash, leader: index }: CommitRequest,
  caller: Caller,
  deps: Deps,
): Promise<Answer> {
  const key = commitmentKey(id, deps.newId());
  return retried(async () => {
    const application = await editable(id, caller, deps);
    const {
      text,
      textHash: current,
      leader,
    } = await textFor(application, { leader: index, pointer: '#/body/leader' }, deps);
    if (textHash !== current)
      throw conflict('承诺书的内容与所确认的不同：请重新读取承诺书（GET），核对后以新的 textHash 再确认');
    if (application.commitment?.textHash === textHash) return applicationAnswer(application, 200, deps);
    const document = await commitmentDocument(text, { name: leader, on: deps.today() });
    await deps.files.write(key, DOCX, document);
    const sha256 = createHash('sha256').update(document).digest('hex');
    const changed: Application = {
      ...application,
      commitment: {
        by: caller.subject,
        at: deps.now().toISOString(),
        leader: { index, name: await deps.texts.seal(leader, id, 'commitment.leader') },
        textHash,
        document: { key, sha256 },
      },
      version: application.version + 1,
    };
    await deps.store.save({
      application: changed,
      audit: [entry(id, 'committed', caller, { leader: index, textHash, document: sha256 })],
    });
    return applicationAnswer(changed, 200, deps);
  });
}
