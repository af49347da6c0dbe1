import type * as z from 'zod';
import type { Caller } from '../../../shared/auth/caller.ts';
import type { Page } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { ApplicationAnswer } from '../schema.ts';
import { applicationAnswer } from './application.ts';

interface PageQuery {
  limit: number;
  cursor?: string | undefined;
}

/** The caller's own applications, the newest first. */
export async function listApplications(
  { limit, cursor }: PageQuery,
  caller: Caller,
  deps: Deps,
): Promise<Page<z.output<typeof ApplicationAnswer>>> {
  const scope = `applications ${caller.role} ${caller.subject}`;
  const page = await deps.store.applicationsOf(caller, { limit, scope, cursor });
  const answers = await Promise.all(page.items.map((one) => applicationAnswer(one, 200, deps)));
  return {
    items: answers.map(({ body }) => body as z.output<typeof ApplicationAnswer>),
    ...(page.next !== undefined && { next: page.next }),
  };
}
