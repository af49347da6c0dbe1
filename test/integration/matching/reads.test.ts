import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findCandidates } from '../../../functions/matching/candidates/find.ts';
import { putListing } from '../../../functions/matching/store/listings.ts';
import { putOrganisation } from '../../../functions/matching/store/organisations.ts';
import { divisionsWithin } from '../../../shared/divisions/index.ts';
import { needWith, organisationWith } from '../../support/matching.ts';
import { type MatchingService, matchingService } from './service.ts';

let matching: MatchingService;
beforeAll(async () => {
  matching = await matchingService();
});
afterAll(() => matching.close());

const COUNTY = '330302';
const villages = divisionsWithin(COUNTY, 'village');

/** Organisations of a county's villages, each of which serves its street and goes beyond it. */
async function county(count: number): Promise<void> {
  const items = Array.from({ length: count }, (_, at) => {
    const { code } = villages[at % villages.length]!;
    const id = `org-${String((at * 7_919) % count).padStart(4, '0')}`;
    const one = organisationWith(
      { areas: [code.slice(0, 9)], beyond: true },
      { id, name: id, division: code },
    );
    return putOrganisation(one, undefined).map(({ Put }) => Put!.Item!);
  }).flat();
  for (let from = 0; from < items.length; from += 25) {
    const RequestItems = {
      [matching.cloud.table]: items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } })),
    };
    await matching.cloud.documentClient.send(new BatchWriteCommand({ RequestItems }));
  }
}

/** Calls and read units that something takes. */
async function cost(step: () => Promise<unknown>): Promise<{ calls: number; units: number }> {
  const sum = { calls: 0, units: 0 };
  const { middlewareStack } = matching.cloud.documentClient;
  middlewareStack.add(
    (next) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const reply = await next(args);
      const { ConsumedCapacity } = reply.output as { ConsumedCapacity?: { CapacityUnits: number } };
      sum.calls += 1;
      for (const { CapacityUnits } of [ConsumedCapacity ?? []].flat()) sum.units += CapacityUnits;
      return reply;
    },
    { step: 'initialize', name: 'cost', priority: 'high' },
  );
  try {
    await step();
  } finally {
    middlewareStack.remove('cost');
  }
  return sum;
}

describe('开销: a need is matched with few reads (M1.4)', () => {
  it('in a county of 1,000 organisations it looks at 500 of them, the nearest first, by keys', async () => {
    await county(1_000);
    const division = villages[0]!.code;
    const need = needWith({}, { division });
    await matching.deps.store.save({ writes: putListing(need) });
    let found: Awaited<ReturnType<typeof findCandidates>>;
    const { calls, units } = await cost(async () => {
      found = await findCandidates(need.id, matching.deps);
    });
    const { looked, kept } = found!.candidates;
    expect(looked).toBe(500);
    expect(kept).toHaveLength(20);
    expect(kept.every(({ score }) => score.parts.some(({ why }) => /本村|本乡镇/.test(why)))).toBe(true);
    // Measured: 16 calls, 512 units, all but a few of them for the organisations looked at.
    expect(calls).toBeLessThanOrEqual(20);
    expect(units).toBeGreaterThan(500);
    expect(units).toBeLessThanOrEqual(600);
  });
});
