import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createStore, InvalidCursor, type Store } from '../../../shared/store/index.ts';
import { testCloud } from '../../support/cloud.ts';

let store: Store;
const SECRET = 'a secret for cursors';
const keys = Array.from({ length: 250 }, (_, i) => ({
  PK: 'LIST#1',
  SK: `THING#${String(i).padStart(3, '0')}`,
}));

beforeAll(async () => {
  const { documentClient: client, table } = await testCloud('naming');
  store = createStore({ client, table, now: () => new Date(), cursorSecret: SECRET });
  for (let from = 0; from < keys.length; from += 25) {
    const puts = keys
      .slice(from, from + 25)
      .map((key) => ({ PutRequest: { Item: { ...key, at: key.SK, text: '长'.repeat(2_000) } } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [table]: puts } }));
  }
  await store.save({ writes: [{ Put: { Item: { PK: 'LIST#1', SK: 'OTHER' } } }] });
});

const list = { PK: 'LIST#1', beginsWith: 'THING#', limit: 100, scope: 'things of county 330302' };

describe('Many things by their keys', () => {
  it('all come, though a call takes a hundred; what is not there is left out', async () => {
    const found = await store.batchGet<{ SK: string }>([...keys, { PK: 'LIST#1', SK: 'missing' }]);
    expect(new Set(found.map(({ SK }) => SK))).toEqual(new Set(keys.map(({ SK }) => SK)));
    expect(found).toHaveLength(250);
  });

  it('none asked for, none given', async () => {
    expect(await store.batchGet([])).toEqual([]);
  });

  it('one that is not there is undefined', async () => {
    expect(await store.get({ PK: 'LIST#1', SK: 'missing' })).toBeUndefined();
  });
});

describe('A list of keys that are known, page by page', () => {
  /** One of twenty is there. */
  const sparse = keys.flatMap((key) => [
    key,
    ...Array.from({ length: 19 }, (_, i) => ({ PK: key.PK, SK: `${key.SK}#${i}` })),
  ]);
  const scope = 'known things';

  it.each([7, 100])(
    'those that are there come once, in the order of the keys, at most %i on a page',
    async (limit) => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.among<{ at: string }>(sparse, {
          limit,
          scope,
          ...(cursor !== undefined && { cursor }),
        });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...page.items.map(({ at }) => at));
        cursor = page.next;
      } while (cursor !== undefined);
      expect(seen).toEqual(keys.map(({ SK }) => SK));
    },
  );

  it('where nothing is there the page is empty, and the last one has no next', async () => {
    expect(await store.among([{ PK: 'LIST#1', SK: 'missing' }], { limit: 5, scope })).toEqual({ items: [] });
    expect(await store.among([], { limit: 5, scope })).toEqual({ items: [] });
  });

  it('a cursor is of one list, and of one of its keys', async () => {
    const { next } = await store.among(keys, { limit: 1, scope });
    for (const [asked, of] of [
      [keys, 'other things'],
      [keys.slice(1), scope],
    ] as const)
      await expect(store.among(asked, { limit: 1, scope: of, cursor: next! })).rejects.toThrow(InvalidCursor);
  });
});

describe('A list page by page', () => {
  it('every thing comes once, in order, and the last page has no next', async () => {
    const seen: unknown[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await store.query<{ text: string }>({ ...list, ...(cursor !== undefined && { cursor }) });
      seen.push(...page.items);
      cursor = page.next;
      pages++;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(250);
    expect(pages).toBe(3);
    expect(seen[0]).toEqual({ at: 'THING#000', text: '长'.repeat(2_000) });
  });

  it('a cursor cannot be used for another list', async () => {
    const { next } = await store.query(list);
    const elsewhere = store.query({ ...list, scope: 'things of county 330303', cursor: next! });
    await expect(elsewhere).rejects.toThrow(InvalidCursor);
  });

  it('a cursor cannot be forged or damaged', async () => {
    const { next } = await store.query(list);
    const [payload, signature] = next!.split('.') as [string, string];
    const forged = Buffer.from(JSON.stringify({ PK: 'LIST#2', SK: 'x' })).toString('base64url');
    for (const cursor of [
      '',
      '.',
      'x',
      payload,
      `${forged}.${signature}`,
      `${next!.slice(0, -3)}`,
      `${next!}.x`,
      `.${signature}`,
    ])
      await expect(store.query({ ...list, cursor })).rejects.toThrow(InvalidCursor);
  });
});

describe('The audit trail of a thing', () => {
  it('comes from its beginning, page by page, without the head that counts it', async () => {
    const actor = { role: 'county', subject: 'chen' };
    for (const action of ['begun', 'submitted', 'taken'])
      await store.save({ writes: [], audit: [{ aggregate: 'THING#1', action, actor, detail: {} }] });
    const first = await store.trail('THING#1', { limit: 2, scope: 'trail' });
    const rest = await store.trail('THING#1', { limit: 2, scope: 'trail', cursor: first.next! });
    expect([...first.items, ...rest.items].map(({ sequence, action }) => `${sequence} ${action}`)).toEqual([
      '1 begun',
      '2 submitted',
      '3 taken',
    ]);
    expect(rest).not.toHaveProperty('next');
  });
});
