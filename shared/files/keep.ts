import { conflict, unprocessable } from '../http/problem.ts';
import { type Claimed, faultsOf } from './content.ts';
import type { Files } from './index.ts';

/**
 * Reads what was uploaded to its end, and keeps exactly that, out of the reach of forms, when it is what was said of it: the
 * form's policy binds it in S3, and its size, hash and content are checked here all the same.
 * @param at JSON pointer of what was said of it, under which every difference is named
 * @throws Problem 422 when nothing was uploaded, or something else; 409 when it is being replaced
 */
export async function keepChecked(
  files: Files,
  claimed: Claimed,
  { from, to, at }: { from: string; to: string; at: string },
): Promise<void> {
  const found = await files.read(from);
  if (!found) throw unprocessable('还没有收到这个文件，请先用上传表单上传，再确认');
  const faults = await faultsOf(found, claimed);
  if (faults.length > 0) {
    const errors = faults.map(({ field, detail }) => ({ pointer: `${at}/${field}`, detail }));
    throw unprocessable(`上传的文件与申报的不符：${faults.map(({ detail }) => detail).join('；')}`, {
      errors,
    });
  }
  if (!(await files.keep(from, to, found.etag))) throw conflict('文件刚刚又上传了一次，请再确认');
}
