import type { Caller } from '../../../shared/auth/caller.ts';
import { conflict, notFound, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import { retried } from '../../../shared/store/index.ts';
import { applicationAnswer, entry, policyOf } from '../applications/application.ts';
import { own, refuseUneditable } from '../applications/draft.ts';
import type { Deps } from '../deps.ts';
import { tooMany } from '../model/attachment.ts';
import type { Awaited } from '../store.ts';
import { faultsOf } from './content.ts';
import { incomingKey, keptKey } from './keys.ts';

/**
 * Adds an uploaded file to its application, once it is what was said of it: the form's policy binds it in S3, and its
 * size, hash and content are checked here all the same. Repeating it answers the application as it is.
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
    if (!kept) await checkAndKeep(id, awaited, deps);
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

/** Reads what was uploaded to its end, and keeps exactly that, out of the reach of forms. */
async function checkAndKeep(id: string, awaited: Awaited, { files }: Deps): Promise<void> {
  const from = incomingKey(id, awaited.id);
  const found = await files.read(from);
  if (!found) throw unprocessable('还没有收到这个文件，请先用上传表单上传，再确认');
  const faults = await faultsOf(found, awaited);
  if (faults.length > 0) {
    const errors = faults.map(({ field, detail }) => ({ pointer: `#/attachment/${field}`, detail }));
    throw unprocessable(`上传的文件与申报的不符：${faults.map(({ detail }) => detail).join('；')}`, {
      errors,
    });
  }
  if (!(await files.keep(from, keptKey(id, awaited.id), found.etag)))
    throw conflict('文件刚刚又上传了一次，请再确认');
}
