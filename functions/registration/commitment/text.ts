import { createHash } from 'node:crypto';
import { conflict, type FieldError, unprocessable } from '../../../shared/http/problem.ts';
import { policyOf } from '../applications/application.ts';
import type { Deps } from '../deps.ts';
import { type Application, authorityFor } from '../model/application.ts';
import { type CommitmentText, commitmentText, commits } from '../model/commitment.ts';
import { FIELD_NAMES } from '../model/completeness.ts';

interface Asked {
  /** Place among the leaders of who promises. */
  leader: number;
  /** Where the caller said so, as JSON pointer. */
  pointer: string;
}

/**
 * The commitment that an application asks for, as it reads now.
 * @throws Problem 409 when its applicant has not chosen to commit himself, 422 with each field that the text needs and the
 * draft lacks, and for a leader that it does not name
 */
export async function textFor(
  application: Application,
  { leader: at, pointer }: Asked,
  deps: Deps,
): Promise<{ text: CommitmentText; textHash: string; leader: string }> {
  const { draft, id } = application;
  if (!commits(draft))
    throw conflict(
      '申请没有选择告知承诺，不须承诺书；如要选择，请以 registered 办理，并将 capitalProof 设为 commitment',
    );
  const { name, kind, division, capitalFen, leaders: sealed } = draft;
  const errors: FieldError[] = (['name', 'kind', 'division', 'capitalFen', 'leaders'] as const)
    .filter((field) => draft[field] === undefined)
    .map((field) => ({ pointer: `#/draft/${field}`, detail: `请先填写${FIELD_NAMES[field]}` }));
  if (errors.length > 0) throw unprocessable(`承诺书还缺 ${errors.length} 项内容`, { errors });
  const authority = authorityFor('registered', kind!, division!);
  if (!authority) {
    const detail = '所在地应为县（市、区）以下的代码';
    throw unprocessable(detail, { errors: [{ pointer: '#/draft/division', detail }] });
  }
  const { leaders } = await deps.drafts.open({ leaders: sealed }, id);
  const leader = leaders![at];
  if (!leader) {
    const detail = `没有第 ${at} 位拟任负责人，应为 0 至 ${leaders!.length - 1}`;
    throw unprocessable(detail, { errors: [{ pointer, detail }] });
  }
  const text = commitmentText({
    name: name!,
    kind: kind!,
    authority,
    capitalFen: capitalFen!,
    leader,
    within: policyOf(deps).data.days.commitment,
  });
  return { text, textHash: hashOf(text), leader: leader.name };
}

/** SHA-256 of a text, in hexadecimal: of its lines, title and addressee first. */
function hashOf({ title, addressee, paragraphs }: CommitmentText): string {
  return createHash('sha256')
    .update([title, addressee, ...paragraphs].join('\n'))
    .digest('hex');
}
