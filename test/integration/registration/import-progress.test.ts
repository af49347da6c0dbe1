import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { importDue } from '../../../functions/registration/import/routes.ts';
import { ledger, workbookOf } from '../../../infra/ledger-workbook.ts';
import { freePort, type ProcessEngine, startDynamoDb } from '../../../infra/local/engines.ts';
import { dueEvents, finished, type Import, importWorker, started } from './imports.ts';
import { type RegistrationService, registrationService } from './service.ts';

const LUCHENG = '330302';
const ROWS = 250;

let registration: RegistrationService;
let engine: ProcessEngine;
// An engine of its own: thousands of rows would hold up the tests beside it.
beforeAll(async () => {
  engine = await startDynamoDb(await freePort());
  process.env.AWS_ENDPOINT_URL_DYNAMODB = engine.endpoint;
});
afterEach(() => registration.close());
afterAll(() => engine.stop());

/** A service of its own with a ledger of 250 rows, some of them wrong, that is to be imported. */
async function begun(rows = ROWS) {
  registration = await registrationService();
  const county = registration.as('county', LUCHENG, 'chen');
  const made = ledger({ rows, division: LUCHENG, mistakes: 0.06, seed: 7 });
  const { id } = await started(county, Buffer.from(await workbookOf(made)), LUCHENG);
  const shown = async () => (await county.get(`/v1/imports/${id}`)).json as Import;
  return { id, county, made, shown };
}

/** Holds the end against the ledger that was made: every sound row once, every mistake told, nothing else. */
async function expectAllOnce({ id, made, shown }: Awaited<ReturnType<typeof begun>>) {
  const bad = made.mistakes.map(({ row }) => row);
  expect(await shown()).toMatchObject({
    state: 'done',
    rows: {
      total: made.rows.length,
      landed: made.rows.length - bad.length,
      unchanged: 0,
      bad: bad.length,
    },
  });
  const { store } = registration.deps;
  const found: [number, string][] = [];
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await store.ledger(LUCHENG, {}, { limit: 100, scope: 'all', cursor });
    found.push(...page.items.map((one) => [one.imported!.row, one.name] as [number, string]));
    cursor = page.next;
  }
  const sound = made.rows.flatMap(({ name }, index) =>
    bad.includes(index + 2) ? [] : [[index + 2, name] as [number, string]],
  );
  expect(found.sort(([a], [b]) => a - b)).toEqual(sound);
  const told = (await registration.everything()).match(/"type\\":\\"registration\.organisation\.\w+/g);
  expect(told).toHaveLength(sound.length);
  const problems: number[] = [];
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await store.problemsOf(id, { limit: 100, scope: 'all', cursor });
    problems.push(...page.items.map(({ number }) => number));
    cursor = page.next;
  }
  expect(problems).toEqual(bad);
}

describe('消息重复、乱序、中断: an import comes to the same end', () => {
  it('each of its events three times at once, the next one taking over after every chunk', async () => {
    const all = await begun();
    const worker = importWorker(registration, 0);
    for (let taken = 0; ; taken++) {
      const event = (await dueEvents(registration, all.id))[taken];
      if (!event) break;
      // Workers at the same chunk get into each other's way; what failed comes again.
      if ((await worker.deliver(event, event, event)) > 0) await worker.deliver(event);
    }
    // Two chunks of 90 rows and one of 70, and the end.
    expect((await dueEvents(registration, all.id)).map(({ data }) => data.from)).toEqual([0, 90, 180, 250]);
    await expectAllOnce(all);
  });

  it('events that come late, and backwards, do nothing', async () => {
    const all = await begun();
    await finished(registration, all.county, all.id, 0);
    const before = await registration.everything();
    const events = await dueEvents(registration, all.id);
    expect(await importWorker(registration).deliver(...events.reverse(), ...events)).toBe(0);
    expect(await registration.everything()).toBe(before);
    await expectAllOnce(all);
  });

  it('killed anywhere, and begun again each time: as if nothing had happened', async () => {
    const all = await begun();
    const [event] = await dueEvents(registration, all.id);
    const { store } = registration.deps;
    // Killed after so many saves: within the first chunk, at its progress, within the next ones, before the end.
    let kills = 0;
    for (const lives of [1, 40, 47, 30, 60]) {
      let saves = 0;
      const killed = new Error('killed');
      const dying = {
        ...store,
        save: async (change: Parameters<typeof store.save>[0]) => {
          if (++saves > lives) throw killed;
          await store.save(change);
        },
      };
      await importDue(event!, { ...registration.deps, store: dying }).catch((error: unknown) => {
        if (error !== killed) throw error;
        kills++;
      });
    }
    expect(kills).toBe(5);
    expect(await all.shown()).toMatchObject({ state: 'running' });
    expect(await importWorker(registration).deliver(event!)).toBe(0);
    await expectAllOnce(all);
  });

  it('killed between the workbook of the bad rows and the end, the workbook is made again', async () => {
    const all = await begun(40);
    const [event] = await dueEvents(registration, all.id);
    const { files } = registration.deps;
    const dying = {
      ...files,
      write: async (...file: Parameters<typeof files.write>) => {
        await files.write(...file);
        throw new Error('killed');
      },
    };
    await expect(importDue(event!, { ...registration.deps, files: dying })).rejects.toThrow('killed');
    expect(await all.shown()).toMatchObject({ state: 'running' });
    await importWorker(registration).deliver(event!);
    await expectAllOnce(all);
  });

  it('progress is seen while it runs: how many of how many rows', async () => {
    const all = await begun();
    const [event] = await dueEvents(registration, all.id);
    expect(await all.shown()).toMatchObject({ state: 'queued', rows: { landed: 0 } });
    await importWorker(registration, 0).deliver(event!);
    const { state, rows, startedAt, finishedAt } = await all.shown();
    expect(state).toBe('running');
    expect(rows.total).toBe(ROWS);
    expect(rows.landed + rows.bad).toBe(90);
    expect(startedAt).toBeDefined();
    expect(finishedAt).toBeUndefined();
  });
});

describe('两千行: a ledger of 2,000 rows with the mistakes that people make', () => {
  it('lands but for exactly the mistakes', async () => {
    const all = await begun(2_000);
    await finished(registration, all.county, all.id);
    await expectAllOnce(all);
    const { problems } = await all.shown();
    const [first] = all.made.mistakes;
    expect(problems[0]).toMatchObject({ row: first!.row, column: first!.column });
  });
});
