import { describe, expect, it } from '@jest/globals';
import { ApiProblem } from '../../../functions/portal/web/api/problem.ts';
import {
  type OutboxStore,
  type Sender,
  sendWaiting,
  type WaitingRecord,
} from '../../../functions/portal/web/pages/organisation/outbox.ts';

const photo = (sha256: string) => ({
  sha256,
  contentType: 'image/jpeg' as const,
  content: new Blob([sha256]),
});
const record = (key: string, more: Partial<WaitingRecord> = {}): WaitingRecord => ({
  key,
  subject: 'li',
  organisation: 'o-1',
  title: key,
  savedAt: `2026-11-0${key.length}T00:00:00.000Z`,
  body: { title: key },
  photos: [],
  ...more,
});
const problem = (status: number) => new ApiProblem({ title: '不行', status, detail: '不行' });

/** A device, and an API that keeps an entry once for its key, as the real one does. */
function world(...records: WaitingRecord[]) {
  const kept = new Map(records.map((one) => [one.key, one]));
  const store: OutboxStore = {
    of: async (subject) => [...kept.values()].filter((one) => one.subject === subject),
    get: async (key) => kept.get(key),
    put: async (one) => void kept.set(one.key, one),
    remove: async (key) => void kept.delete(key),
    alone: (_key, act) => act(),
  };
  const entered = new Map<string, string>();
  const photos: string[] = [];
  const faults: unknown[] = [];
  /** A fault comes after the effect: the answer is lost. */
  const answer = async <T>(value: T): Promise<T> => {
    const fault = faults.shift();
    if (fault !== undefined) throw fault;
    return value;
  };
  const sender: Sender = {
    record: async ({ key }) => {
      entered.set(key, `a-${key}`);
      return answer(`a-${key}`);
    },
    photo: async (_activity, { sha256 }) => {
      photos.push(sha256);
      await answer(undefined);
    },
  };
  return { kept, store, sender, entered, photos, faults };
}

describe('离线填报: what waits on the device', () => {
  it('is sent with its photos, and is gone', async () => {
    const { kept, store, sender, entered, photos } = world(record('a', { photos: [photo('1'), photo('2')] }));
    expect(await sendWaiting('li', store, sender)).toBe(1);
    expect([...entered.keys()]).toEqual(['a']);
    expect(photos).toEqual(['1', '2']);
    expect(kept.size).toBe(0);
  });

  it('comes once, however often its answer was lost: the same key goes out again', async () => {
    const { kept, store, sender, entered, faults } = world(record('a'));
    for (const fault of [new TypeError('Failed to fetch'), problem(0), problem(503), problem(401)]) {
      faults.push(fault);
      expect(await sendWaiting('li', store, sender)).toBe(0);
      expect(kept.get('a')).toEqual(record('a'));
    }
    expect(await sendWaiting('li', store, sender)).toBe(1);
    expect([...entered]).toEqual([['a', 'a-a']]);
  });

  it('goes on with the photos that are missing once the activity has arrived', async () => {
    const { kept, store, sender, photos, faults } = world(record('a', { photos: [photo('1'), photo('2')] }));
    faults.push(undefined, undefined, problem(0));
    await sendWaiting('li', store, sender);
    expect(kept.get('a')).toMatchObject({ activity: 'a-a', photos: [{ sha256: '2' }] });
    await sendWaiting('li', store, sender);
    expect(photos).toEqual(['1', '2', '2']);
    expect(kept.size).toBe(0);
  });

  it('without a network nothing after it is tried; what is refused is kept with the reason, and the rest goes', async () => {
    const { kept, store, sender, entered, faults } = world(record('a'), record('bb'));
    faults.push(problem(0));
    await sendWaiting('li', store, sender);
    expect([...entered.keys()]).toEqual(['a']);
    faults.push(problem(422));
    expect(await sendWaiting('li', store, sender)).toBe(1);
    expect([...kept.values()]).toMatchObject([{ key: 'a', problem: { status: 422 } }]);
  });

  it('that was refused waits for its writer', async () => {
    const refused = record('a', { problem: problem(422).problem });
    const { kept, store, sender } = world(refused);
    expect(await sendWaiting('li', store, sender)).toBe(0);
    expect(kept.size).toBe(1);
    expect(await sendWaiting('li', store, sender, true)).toBe(1);
  });

  it('of another user is left alone', async () => {
    const { kept, store, sender, entered } = world(record('a', { subject: 'wang' }));
    expect(await sendWaiting('li', store, sender)).toBe(0);
    expect(entered.size).toBe(0);
    expect(kept.size).toBe(1);
  });

  it('goes as it was changed while others were sent, and not at all once it was deleted', async () => {
    const { kept, store, sender, entered } = world(record('a'), record('bb'), record('ccc'));
    const sent: string[] = [];
    const meanwhile: Sender = {
      ...sender,
      record: async (one) => {
        sent.push((one.body as { title: string }).title);
        if (one.key === 'a') {
          kept.set('bb', record('bb', { body: { title: 'changed' } }));
          kept.delete('ccc');
        }
        return sender.record(one);
      },
    };
    expect(await sendWaiting('li', store, meanwhile)).toBe(2);
    expect(sent).toEqual(['a', 'changed']);
    expect([...entered.keys()]).toEqual(['a', 'bb']);
    expect(kept.size).toBe(0);
  });

  it('one that the server cannot take does not hold up those behind it', async () => {
    const { kept, store, sender, faults } = world(record('a'), record('bb'));
    faults.push(problem(500));
    expect(await sendWaiting('li', store, sender)).toBe(1);
    expect([...kept.keys()]).toEqual(['a']);
    expect(kept.get('a')!.problem).toBeUndefined();
  });
});
