import type { Caller } from '../../../shared/auth/caller.ts';
import { notFound } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { entry, opens, visible } from '../applications/application.ts';
import type { Deps } from '../deps.ts';
import { keptKey } from './keys.ts';

/**
 * An address by which an attachment is downloaded within a minute, for whoever may see its application. That it was
 * given, and to whom, is in the trail first.
 * @throws Problem 404 for everybody else, and for an attachment that is not there
 */
export async function downloadAttachment(
  id: string,
  attachmentId: string,
  caller: Caller,
  deps: Deps,
): Promise<Answer> {
  const { attachments = [] } = await visible(id, caller, deps);
  const attachment = attachments.find((one) => one.id === attachmentId);
  if (!attachment) throw notFound('这个申请没有这个附件');
  await deps.store.save({
    audit: [entry(id, 'attachment-downloaded', caller, { attachment: attachmentId, type: attachment.type })],
  });
  const { fileName } = await opens(attachment, id, deps);
  return { status: 200, body: await deps.files.downloadUrl(keptKey(id, attachmentId), { fileName }) };
}
