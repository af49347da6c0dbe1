import { describe, expect, it } from '@jest/globals';
import {
  bodyOf,
  changedOf,
  emptyForm,
  formOf,
  named,
  platformOf,
  refusalOf,
} from '../../../functions/portal/web/pages/organisation/activity-form.ts';

const FILLED = {
  ...emptyForm('2026-11-28', '330302025004'),
  title: ' 合唱排练 ',
  from: '09:00',
  to: '10:00',
  kinds: ['choir'],
  participants: 20,
  minutes: 120,
  served: { 'empty-nest': 5, children: 0, disabled: '' as const },
  atPlatform: true,
};

describe('门户: the form of an activity', () => {
  it('tells what was filled in, and leaves out what was not', () => {
    expect(bodyOf(FILLED)).toEqual({
      title: '合唱排练',
      on: '2026-11-28',
      from: '09:00',
      to: '10:00',
      division: '330302025004',
      action: 'culture',
      kinds: ['choir'],
      participants: 20,
      volunteers: 0,
      partyMembers: 0,
      minutes: 120,
      served: { 'empty-nest': 5 },
      platform: '330302025',
    });
  });

  it('comes back from what was told', () => {
    expect(bodyOf(formOf(bodyOf(FILLED)))).toEqual(bodyOf(FILLED));
  });

  it('knows the platform of a place: the township’s, and the one of 龙港市, which has none', () => {
    expect(platformOf('330302025004')).toBe('330302025');
    expect(platformOf('330383400001')).toBe('330383');
    expect(platformOf('330302')).toBeUndefined();
  });

  it('corrects only what is other, and takes away what is no longer there', () => {
    const before = bodyOf(FILLED);
    expect(changedOf(before, before)).toEqual({});
    expect(changedOf(before, bodyOf({ ...FILLED, participants: 25, atPlatform: false }))).toEqual({
      participants: 25,
      platform: null,
    });
  });

  it('says of an entry that was refused what is wrong with each field, as if it had been sent by itself', () => {
    const errors = [{ pointer: '#/body/entries/0/on', detail: '不能是将来的日期' }];
    expect(refusalOf({ outcome: 'refused', errors })).toMatchObject({
      status: 422,
      detail: '不能是将来的日期',
      errors: [{ pointer: '#/body/on', detail: '不能是将来的日期' }],
    });
    expect(refusalOf({ outcome: 'unreached' }).status).toBe(503);
    expect(refusalOf(undefined).status).toBe(503);
  });

  it('names the fields of a refusal where it stands away from them', () => {
    const errors = [
      { pointer: '#/body/participants', detail: '不能小于 1' },
      { pointer: '#/body/elsewhere', detail: '不符合要求' },
    ];
    expect(named({ title: '内容有误', status: 422, detail: '不能小于 1；不符合要求', errors })).toEqual({
      title: '内容有误',
      status: 422,
      detail: '参加人数：不能小于 1；不符合要求',
    });
    const away = { title: '服务繁忙', status: 503, detail: '稍后再试' };
    expect(named(away)).toEqual(away);
  });
});
