import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { contentOf } from './contents.ts';
import { type Id, reportOf } from './find.ts';
import { signedRequest } from './push.ts';

/**
 * What is pushed to the province when the latest version of a report is signed, or was when it is.
 * @throws Problem 404 when there is no report
 */
export async function preview(id: Id, deps: Deps): Promise<Answer> {
  const report = await reportOf(id, deps);
  const { type, subject, data } = signedRequest(report, await contentOf(report, deps));
  return { status: 200, body: { type, subject, data } };
}
