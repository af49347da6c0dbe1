import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { contentOf } from './contents.ts';
import { type Id, reportOf } from './find.ts';
import { signedPreview } from './push.ts';

/**
 * What would be pushed to the province if the latest version of a report were signed now, to the letter but for the id, and
 * which of our ids the province does not know.
 * @throws Problem 404 when there is no report
 */
export async function preview(id: Id, deps: Deps): Promise<Answer> {
  const report = await reportOf(id, deps);
  return { status: 200, body: await signedPreview(report, await contentOf(report, deps), deps) };
}
