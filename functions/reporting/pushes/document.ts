/** The content of a push that is too large for its event, for the receiver alone: it signs that it asks. */
import { notFound, Problem } from '../../../shared/http/problem.ts';
import type { Deps } from '../deps.ts';
import { documentPath } from './build.ts';
import { verified } from './signature.ts';

/**
 * @param headers of the request, signed over `GET <path>` by a key of the receiver
 * @throws Problem 401 without such a signature, 404 where there is no content apart
 */
export async function documentOf(
  id: string,
  headers: Readonly<Record<string, string | undefined>>,
  deps: Deps,
): Promise<string> {
  const { keys, now, policyOn } = deps.province;
  const { toleranceSeconds } = policyOn(deps.today()).sending;
  const body = `GET ${documentPath(id)}`;
  const signature = verified(keys.receipts, headers, { body, now: now(), toleranceSeconds });
  if (!signature.right)
    throw new Problem('unauthenticated', `请用接收方的密钥签名：${signature.why}`, {
      headers: { 'www-authenticate': 'StandardWebhooks realm="peiyou"' },
    });
  const push = await deps.store.push(id);
  const content = push?.document && (await contentOf(push.document.key, deps));
  if (content === undefined) throw notFound('这次推送没有另存的内容');
  return content;
}

/** A document of a push as text. */
export async function contentOf(key: string, { files }: Deps): Promise<string | undefined> {
  const found = await files.read(key);
  if (!found) return undefined;
  const parts: Buffer[] = [];
  for await (const part of found.stream) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
