/** Contents of reports: made from facts, kept as bytes, and read back only as they were kept. */
import { buffer } from 'node:stream/consumers';
import { lastDayOf } from '../../../shared/calendar/periods.ts';
import { sha256 } from '../../../shared/sha256.ts';
import { canonicalJson } from '../../../shared/store/audit.ts';
import type { Deps } from '../deps.ts';
import { type Asked, contentFrom } from '../figures/content.ts';
import { changesOf, figuresOf } from '../model/changes.ts';
import type { Content } from '../model/content.ts';
import { idOf, type Report } from '../model/report.ts';

/** The bytes of a content are not those that were kept. */
export class ContentAltered extends Error {
  override name = 'ContentAltered';
}

/**
 * What a version of a report says, as the facts were known at an instant; a restatement also says which figures are others than
 * in the version before.
 * @throws ContentAltered when the version before is not as it was kept
 */
export async function contentFor(
  asked: Asked,
  deps: Pick<Deps, 'store' | 'files' | 'policyOn'>,
): Promise<Content> {
  const content = await contentFrom(asked, deps);
  const { division, period, version } = asked;
  if (version === 1) return content;
  const before = await deps.store.report(division, period, version - 1);
  if (!before) throw new Error(`${division}/${period} has no version ${version - 1}`);
  const { data } = deps.policyOn(lastDayOf(period));
  return { ...content, changes: changesOf(await contentOf(before, deps), figuresOf(content), data) };
}

/**
 * Keeps a content. Its hash is in its name: of two drafts made at one time neither takes the place of the other's bytes.
 * @param draft which draft of the version it is
 */
export async function keepContent(content: Content, draft: number, { files }: Pick<Deps, 'files'>) {
  const bytes = bytesOf(content);
  const contentHash = sha256(bytes);
  const { division, period, version } = content;
  const contentKey = `reports/${division}/${period}/${version}-${draft}/${contentHash}.json`;
  await files.write(contentKey, 'application/json', bytes);
  return { contentHash, contentKey };
}

/** The bytes that are hashed: canonical JSON in UTF-8. */
export const bytesOf = (content: Content): Buffer => Buffer.from(canonicalJson(content), 'utf8');

/**
 * What a report says.
 * @throws ContentAltered when its bytes are gone or others than were kept
 */
export async function contentOf(
  report: Pick<Report, 'division' | 'period' | 'contentKey' | 'contentHash'>,
  deps: Pick<Deps, 'files'>,
): Promise<Content> {
  const bytes = await keptBytes(report, deps);
  if (!bytes) throw new ContentAltered(`the content of ${idOf(report)} is gone`);
  const found = sha256(bytes);
  if (found !== report.contentHash)
    throw new ContentAltered(`the content of ${idOf(report)} has hash ${found}, not ${report.contentHash}`);
  return JSON.parse(bytes.toString('utf8')) as Content;
}

/** The bytes of a content as they are; undefined when they are gone. */
export async function keptBytes(
  { contentKey }: Pick<Report, 'contentKey'>,
  { files }: Pick<Deps, 'files'>,
): Promise<Buffer | undefined> {
  const found = await files.read(contentKey);
  return found && buffer(found.stream);
}
