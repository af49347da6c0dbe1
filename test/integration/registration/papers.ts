import { randomUUID } from 'node:crypto';
import { fileNameOf, policyOf } from '../../../functions/registration/applications/application.ts';
import type { Deps } from '../../../functions/registration/deps.ts';
import type { Application } from '../../../functions/registration/model/application.ts';
import { papersFor } from '../../../functions/registration/model/attachment.ts';
import { commits } from '../../../functions/registration/model/commitment.ts';

const HASH = '0'.repeat(64);

/** The files and the commitment that an application's submission asks for, as if uploaded, checked and given. */
export async function papersOf(
  { id, draft }: Pick<Application, 'id' | 'draft'>,
  deps: Deps,
): Promise<Pick<Application, 'attachments' | 'commitment'>> {
  const at = deps.now().toISOString();
  const attachments = await Promise.all(
    papersFor(draft, policyOf(deps).data.attachments).map(async ({ type }) => {
      const one = randomUUID();
      const fileName = await deps.texts.seal(`${type}.pdf`, id, fileNameOf(one));
      const contentType = 'application/pdf' as const;
      return { id: one, type, fileName, contentType, size: 1, sha256: HASH, at };
    }),
  );
  const commitment = {
    by: 'li',
    at,
    leader: { index: 0, name: await deps.texts.seal('张三丰', id, 'commitment.leader') },
    textHash: HASH,
    document: { key: 'nowhere', sha256: HASH },
  };
  return { attachments, ...(commits(draft) && { commitment }) };
}
