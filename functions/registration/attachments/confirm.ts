import type { Caller } from '../../../shared/auth/caller.ts';
import { keepChecked } from '../../../shared/files/keep.ts';
import { notFound, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import { applicationAnswer, entry, policyOf } from '../applications/application.ts';
import { own, refuseUneditable } from '../applications/draft.ts';
import type { Deps } from '../deps.ts';
import { tooMany } from '../model/attachment.ts';
import { incomingKey, keptKey } from './keys.ts';

/**
 * Adds an uploaded file to its application, once it is what was said of it. Repeating it answers the application as it is.
 * @throws Problem 422 when nothing was uploaded, or something else, with every difference; 404 when no such upload is
 * awaited; 409 when the application cannot be changed now or the file is being replaced
 */
export async function confirmUpload(
  id: string,
  attachmentId: string,
  caller: Caller,
  deps: Deps,
): Promise<Answer> {
  let kept = false;
  return retried(async () => {
    // In this order: what is neither awaited nor attached afterwards was removed, or never was.
    const awaited = await deps.store.awaited(id, attachmentId);
    const application = await own(id, caller, deps);
    const { attachments = [], version } = application;
    if (attachments.some((one) => one.id === attachmentId)) return applicationAnswer(application, 200, deps);
    if (!awaited) {
      if (kept) await deps.files.remove(keptKey(id, attachmentId));
      throw notFound('没有等待上传的这个附件，可能已删除或过期，请重新上传');
    }
    refuseUneditable(application, caller, deps);
    const { type, sha256 } = awaited;
    const full = tooMany(attachments, type, policyOf(deps).data.attachments);
    if (full !== undefined) throw unprocessable(full);
    if (!kept) {
      const [from, to] = [incomingKey(id, attachmentId), keptKey(id, attachmentId)];
      await keepChecked(deps.files, awaited, { from, to, at: '#/attachment' });
    }
    kept = true;
    const { expiresAt: _, ...facts } = awaited;
    const changed = {
      ...application,
      attachments: [...attachments, { ...facts, at: deps.now().toISOString() }],
      version: version + 1,
    };
    await deps.store.save({
      application: changed,
      settled: { application: id, upload: attachmentId },
      audit: [entry(id, 'attachment-added', caller, { attachment: attachmentId, type, sha256 })],
    });
    return applicationAnswer(changed, 200, deps);
  });
}
