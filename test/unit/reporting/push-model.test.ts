import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mapped } from '../../../functions/reporting/model/province.ts';
import { afterAttempt, again, backoff, type Push } from '../../../functions/reporting/model/push.ts';
import {
  admission,
  afterSeen,
  changes,
  type Receiver,
  UNTRIED,
} from '../../../functions/reporting/model/receiver.ts';
import { compare } from '../../../functions/reporting/model/reconciliation.ts';
import { provincePolicyOn } from '../../../functions/reporting/policy/province.ts';

const { retry, breaker } = provincePolicyOn('2026-11-25');
const AT = new Date('2026-11-25T00:00:00.000Z');
const later = (seconds: number) => new Date(AT.getTime() + seconds * 1000);
const push: Push = {
  id: 'p',
  county: '330302',
  sequence: 1,
  type: 't',
  subject: 's',
  state: 'waiting',
  body: '{}',
  sha256: '0',
  items: 1,
  policy: 'p',
  unmapped: [],
  requestedAt: AT.toISOString(),
  roundAttempts: 0,
  attempts: [],
  attemptCount: 0,
  replays: 0,
  version: 1,
};
const trying = { at: AT, ms: 5, retry, kept: 50, random: () => 1 };
/** It answers, and not as it should. */
const wrong = { kind: 'failed', reason: '回执不可信', down: false } as const;
const failed = { kind: 'failed', reason: 'r', down: true } as const;

describe('重试: how often a push is tried', () => {
  it('with waits that double from 5 seconds to an hour, each of them by lot', () => {
    const waits = [1, 2, 3, 10, 11, 50].map((n) => backoff(n, retry, () => 1) / 1000);
    expect(waits).toEqual([5, 10, 20, 2560, 3600, 3600]);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (n, x) => {
          const wait = backoff(n, retry, () => x);
          return wait >= 0 && wait <= 3_600_000;
        },
      ),
    );
  });

  it('for at least 72 hours of wrong answers, then no more', () => {
    let one: Push = push;
    let at = AT;
    while (one.state === 'waiting') {
      one = afterAttempt(one, wrong, { ...trying, at });
      if (one.nextAttemptAt) at = new Date(one.nextAttemptAt);
    }
    expect(one).toMatchObject({ state: 'parked', parked: 'exhausted' });
    expect(at.getTime() - AT.getTime()).toBeGreaterThan(72 * 3_600_000);
    expect(at.getTime() - AT.getTime()).toBeLessThan(74 * 3_600_000);
    expect(one.attempts).toHaveLength(50);
    expect(one.attemptCount).toBeGreaterThan(70);
    // Sent again by hand it has all the time once more.
    expect(afterAttempt(again(one), failed, { ...trying, at }).state).toBe('waiting');
  });

  it('for as long as the receiver is not there: a holiday parks nothing', () => {
    const first = afterAttempt(push, failed, { ...trying, at: AT });
    const at = new Date(AT.getTime() + 9 * 24 * 3_600_000);
    expect(afterAttempt(first, { ...failed, down: true }, { ...trying, at }).state).toBe('waiting');
    expect(afterAttempt(first, wrong, { ...trying, at }).state).toBe('parked');
  });

  it('not before the receiver wants it', () => {
    const { nextAttemptAt } = afterAttempt(push, { ...failed, retryAfterMs: 60_000 }, trying);
    expect(nextAttemptAt).toBe(new Date(AT.getTime() + 60_005).toISOString());
  });
});

describe('熔断: a receiver that is down', () => {
  const down = { down: true, reason: 'r' } as const;
  const fail = (times: number, from: Receiver = UNTRIED) =>
    Array.from({ length: times }).reduce<Receiver>((one) => afterSeen(one, down, AT, breaker), from);

  it('is left alone after ten failures in a row, not before, and not when there was a success among them', () => {
    expect(fail(9).state).toBe('closed');
    expect(fail(10)).toMatchObject({ state: 'open', until: later(300).toISOString() });
    expect(fail(9, afterSeen(fail(9), { down: false }, AT, breaker)).state).toBe('closed');
  });

  it('is tried after 5 minutes, then after 10, 20, and no later than 30', () => {
    let one = fail(10);
    const spans = [];
    for (let nth = 0; nth < 5; nth++) {
      const at = new Date(one.until!);
      const asked = admission(one, at, breaker);
      if (asked.kind !== 'probe') throw new Error(asked.kind);
      expect(admission(asked.receiver, at, breaker).kind).toBe('wait');
      one = afterSeen(asked.receiver, down, at, breaker);
      spans.push((Date.parse(one.until!) - at.getTime()) / 60_000);
    }
    expect(spans).toEqual([10, 20, 30, 30, 30]);
    expect(admission(afterSeen(one, { down: false }, AT, breaker), AT, breaker)).toEqual({ kind: 'go' });
  });

  it('may be tried by another when the one that tries it is gone', () => {
    const one = fail(10);
    const asked = admission(one, later(301), breaker);
    if (asked.kind !== 'probe') throw new Error(asked.kind);
    expect(admission(asked.receiver, later(301 + breaker.probeSeconds + 1), breaker).kind).toBe('probe');
  });

  it('is well without being written of each time', () => {
    const well = afterSeen(UNTRIED, { down: false }, AT, breaker);
    expect(changes(well, { down: false }, later(30))).toBe(false);
    expect(changes(well, { down: false }, later(61))).toBe(true);
    expect(changes(well, down, later(1))).toBe(true);
  });
});

describe('对照: our ids as the province knows them', () => {
  const mapping = {
    indicators: { a: 'ZJ-1' },
    divisions: { '330383': '330300999000' },
    kinds: { month: 'M' },
  };

  it('are replaced wherever they stand; divisions are filled up to twelve digits', () => {
    const { data, unmapped } = mapped(
      { report: { kind: 'month', division: '3303' }, items: [{ indicator: 'a', division: '330383' }] },
      mapping,
    );
    expect(data).toEqual({
      report: { kind: 'M', division: '330300000000' },
      items: [{ indicator: 'ZJ-1', division: '330300999000' }],
    });
    expect(unmapped).toEqual([]);
  });

  it('stay as they are where there is none, and are told once', () => {
    const { data, unmapped } = mapped([{ indicator: 'b' }, { indicator: 'b' }, { kind: 'week' }], mapping);
    expect(data).toEqual([{ indicator: 'b' }, { indicator: 'b' }, { kind: 'week' }]);
    expect(unmapped).toEqual([
      { what: 'indicator', id: 'b' },
      { what: 'kind', id: 'week' },
    ]);
  });
});

describe('核对: what one side holds and the other has confirmed', () => {
  const one = (webhookId: string, sha256 = 'a', sequence = 1) => ({ webhookId, sha256, sequence });

  it('lost, different, unknown; what is under way is none of it', () => {
    expect(
      compare(
        'c',
        [one('1'), one('2'), one('3', 'b')],
        [one('1'), one('3', 'x'), one('4'), one('5')],
        new Set(['5']),
      ),
    ).toEqual({
      county: 'c',
      confirmed: 3,
      held: 4,
      missing: ['2'],
      different: ['3'],
      unknown: ['4'],
    });
  });
});
