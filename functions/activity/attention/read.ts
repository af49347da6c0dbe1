import type * as z from 'zod';
import type { Deps } from '../deps.ts';
import { type Attention, needsAttention, reviewOf } from '../model/attention.ts';
import type { AttentionAnswer, AttentionQuery } from './schema.ts';

type Row = z.output<typeof AttentionAnswer>['items'][number];

/** The organisations of a subtree that need attention (C1.1, T2), by division, as they were found by the run of the day. */
export async function listAttention(
  { division, kind, limit, cursor }: z.output<typeof AttentionQuery>,
  { store }: Deps,
): Promise<z.output<typeof AttentionAnswer>> {
  const scope = `attention ${division} ${kind ?? ''}`;
  const { items, next } = await store.attentionWithin(division, kind, { limit, scope, cursor });
  return { items: items.flatMap(rowOf), ...(next !== undefined && { next }) };
}

/** @returns none for one that needs no attention any more since the index was read */
function rowOf(attention: Attention): Row[] {
  if (!needsAttention(attention)) return [];
  const { organisation, name, division, class: grade, state, recent, reason, policy, on } = attention;
  const id = encodeURIComponent(organisation);
  return [
    {
      organisation,
      name,
      division,
      class: grade,
      kind: state,
      since: recent.from,
      numbers: {
        recent,
        ...(state === 'falling' && { before: attention.before }),
        ...(state === 'dormant' &&
          attention.lastActive !== undefined && { lastActive: attention.lastActive }),
      },
      reason,
      ...reviewOf({ state, class: grade }),
      policy,
      on,
      links: {
        records: `/v1/organisations/${id}/activities`,
        ...(state === 'dormant' && {
          proposals: `/v1/organisations/class-proposals?division=${division}&state=open`,
        }),
      },
    },
  ];
}
