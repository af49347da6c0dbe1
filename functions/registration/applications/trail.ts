/** Who did what to an application, and who looked at its people. */
import type * as z from 'zod';
import type { Caller } from '../../../shared/auth/caller.ts';
import { forbidden } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { ChainedEntry, Page } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { AuditItem } from '../schema.ts';
import { decides, entry, visible } from './application.ts';

/** What was done to an application, from the beginning: for its applicant, who decides it, and those above. */
export async function readTrail(
  id: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  caller: Caller,
  deps: Deps,
): Promise<Page<z.output<typeof AuditItem>>> {
  await visible(id, caller, deps);
  const page = await deps.store.trail(id, { limit, scope: `trail ${id} ${caller.subject}`, cursor });
  return { ...page, items: page.items.map(shownEntry) };
}

/** An entry of an audit trail as it is shown. */
export function shownEntry({
  sequence,
  at,
  action,
  actor,
  detail,
}: ChainedEntry): z.output<typeof AuditItem> {
  return { sequence, at, action, actor, detail };
}

/**
 * Shows the people of an application in clear to the authority that decides it. That it looked, and why, is in the trail
 * before anything is shown.
 * @throws Problem 404 for whom it does not concern, 403 for authorities above, which only look on
 */
export async function unmask(id: string, reason: string, caller: Caller, deps: Deps): Promise<Answer> {
  const application = await visible(id, caller, deps);
  if (!decides(application, caller)) throw forbidden('只有办理机关可以查看个人信息原文');
  const { founders, leaders, premises } = await deps.drafts.open(application.draft, id);
  await deps.store.save({ audit: [entry(id, 'unmasked', caller, { reason })] });
  return {
    status: 200,
    body: { ...(founders && { founders }), ...(leaders && { leaders }), ...(premises && { premises }) },
  };
}
