import type { Caller } from '../../../shared/auth/caller.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import { entry } from '../applications/application.ts';
import { editable } from '../applications/draft.ts';
import type { Deps } from '../deps.ts';
import { keptKey } from './keys.ts';

/**
 * Takes an attachment out of an application, or gives an awaited upload up. Repeating it changes nothing.
 * @throws Problem 404, 409 as `editable`
 */
export async function removeAttachment(
  id: string,
  attachmentId: string,
  caller: Caller,
  deps: Deps,
): Promise<Answer> {
  await retried(async () => {
    // In this order: what is neither awaited nor attached afterwards is being confirmed by nobody.
    const awaited = await deps.store.awaited(id, attachmentId);
    const application = await editable(id, caller, deps);
    const { attachments = [], version } = application;
    const attachment = attachments.find((one) => one.id === attachmentId);
    if (attachment) {
      await deps.store.save({
        application: {
          ...application,
          attachments: attachments.filter((one) => one !== attachment),
          version: version + 1,
        },
        audit: [entry(id, 'attachment-removed', caller, { attachment: attachmentId, type: attachment.type })],
      });
    } else if (awaited) {
      await deps.store.save({ settled: { application: id, upload: attachmentId }, audit: [] });
    }
  });
  // Also when it was taken out before: that time this may not have been reached.
  await deps.files.remove(keptKey(id, attachmentId));
  return { status: 204 };
}
