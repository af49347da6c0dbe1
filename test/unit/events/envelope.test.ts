import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readEvent, writeEvent } from '../../../shared/events/envelope.ts';
import { newEvent, PermanentFailure } from '../../../shared/events/index.ts';
import { STANDING } from '../../support/standing.ts';

const clock = { now: () => new Date('2026-11-23T08:00:00Z'), newId: () => 'id-1' };
const data = {
  organisationId: 'O-1',
  name: '温州市鹿城区某某协会',
  kind: 'association' as const,
  division: '330302',
  dissolvedOn: '2026-11-23',
  cause: 'revoked' as const,
  standing: STANDING,
};
const dissolved = (change: object = {}) =>
  newEvent(
    'registration.organisation.dissolved',
    { subject: 'O-1', correlationId: 'c-1', data: { ...data, ...change } },
    clock,
  );

describe('An event goes out as a CloudEvent 1.0', () => {
  it('with source, type, time and the version of its data', () => {
    expect(dissolved()).toEqual({
      specversion: '1.0',
      id: 'id-1',
      source: '/peiyou/registration',
      type: 'registration.organisation.dissolved',
      time: '2026-11-23T08:00:00.000Z',
      subject: 'O-1',
      datacontenttype: 'application/json',
      dataschema: 'urn:peiyou:event:registration.organisation.dissolved:v1',
      correlationid: 'c-1',
      data,
    });
  });

  it.each([
    ['a division that is none', { division: '33-03' }],
    ['a division of another city', { division: '999999' }],
    ['a day that is none', { dissolvedOn: '2026-02-30' }],
    ['a field that is not in the catalogue', { phone: '13812345678' }],
    ['no name', { name: '' }],
  ])('with %s it does not go out at all', (_, change) => {
    expect(() => dissolved(change)).toThrow();
  });

  it('about nothing it does not go out at all', () => {
    const about = { subject: '', correlationId: 'c-1', data };
    expect(() => newEvent('registration.organisation.dissolved', about, clock)).toThrow();
  });

  it('in characters that SQS takes, whatever its data hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }), (name) => {
        const body = writeEvent(dissolved({ name }));
        expect(body).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd]*$/);
        expect(readEvent(body)).toEqual(dissolved({ name }));
      }),
      { examples: [['\uffff'], ['\ufffe\ud800'], ['\\uffff'], ['𠮷庆书画协会']] },
    );
  });
});

describe('An event comes in', () => {
  it('as it went out', () => {
    expect(readEvent(JSON.stringify(dissolved()))).toEqual(dissolved());
  });

  it('from a publisher that sends no correlation id', () => {
    const { correlationid: _, ...event } = dissolved();
    expect(readEvent(JSON.stringify(event)).correlationid).toBe('');
  });

  it('whatever a message holds, it is an event or refused for good', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        expect(() => readEvent(body)).toThrow(PermanentFailure);
      }),
    );
  });
});
