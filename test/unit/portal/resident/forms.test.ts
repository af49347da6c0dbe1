import { describe, expect, it } from '@jest/globals';
import { dayText, minuteText } from '../../../../functions/portal/web/components/days.ts';
import { contentTypeOf, sizeOf } from '../../../../functions/portal/web/components/file-types.ts';
import { fenOf, yuanOf } from '../../../../functions/portal/web/components/money.ts';
import { cleaned, nobody } from '../../../../functions/portal/web/pages/resident/people.ts';
import { summaryOf } from '../../../../functions/portal/web/pages/resident/summary.ts';
import { actionOf, actorOf, linesOf } from '../../../../functions/portal/web/pages/resident/trail.ts';

describe('申请表: what is typed', () => {
  it.each([
    ['10000', 1_000_000],
    ['10,000.5', 1_000_050],
    ['0.29', 29],
    ['', undefined],
    ['一万', undefined],
    ['1.234', undefined],
  ])('as money, “%s”, is %s 分', (typed, fen) => {
    expect(fenOf(typed)).toBe(fen);
  });

  it('is an amount again when it is shown', () => {
    expect(yuanOf(1_000_050)).toBe('10000.5');
    expect(yuanOf(undefined)).toBe('');
  });

  it('of people loses its blanks, and the x of an identity card is a capital one', () => {
    const typed = { ...nobody(), name: ' 张三丰 ', idCard: '110105 19491231 002x', phone: '138 0013 8000' };
    expect(cleaned([typed])).toEqual([
      { name: '张三丰', idCard: '11010519491231002X', phone: '13800138000', position: '', backgrounds: [] },
    ]);
  });

  it.each([
    ['章程.PDF', 'application/pdf'],
    ['照片.jpeg', 'image/jpeg'],
    ['页面.html', undefined],
    ['无', undefined],
  ])('as a file, %s, is %s', (name, type) => {
    expect(contentTypeOf({ name })).toBe(type);
  });

  it('has a size that people read', () => {
    expect([sizeOf(12), sizeOf(48_213), sizeOf(20 * 1024 * 1024)]).toEqual(['1 KB', '47 KB', '20.0 MB']);
  });

  it('is read over line by line, and what is empty says so', () => {
    const lines = summaryOf({ draft: { track: 'filed', capitalFen: 1_000_050 }, attachments: [] }, '鹿城区');
    expect(lines.find(({ label }) => label === '办理方式')?.text).toBe('备案');
    expect(lines.find(({ label }) => label === '活动资金')?.text).toBe('10,000.5 元');
    expect(lines.find(({ label }) => label === '拟用名称')).toEqual({
      step: 'name',
      label: '拟用名称',
      text: '未填',
    });
  });
});

describe('办理记录: the trail in words', () => {
  const entry = {
    sequence: 1,
    at: '2026-11-24T17:30:00.000Z',
    action: 'attachment-added',
    actor: { role: 'applicant', subject: 'li' },
    detail: { type: 'charter' },
  };

  it('says what was done, and by which office; persons are not named', () => {
    expect(actionOf(entry)).toBe('附件入卷：章程');
    expect(actionOf({ ...entry, action: 'something-new', detail: {} })).toBe('something-new');
    expect(actorOf(entry.actor, 'li')).toBe('本人');
    expect(actorOf({ role: 'county', subject: 'chen' }, 'li')).toBe('县（市、区）民政');
    expect(actorOf({ role: 'system', subject: 'naming' }, 'li')).toBe('系统');
  });

  it('has the newest first, and in one line what was done over and over', () => {
    const edit = (at: string) => ({ ...entry, at, action: 'edited', detail: {} });
    const lines = linesOf([entry, edit('2026-11-25T01:00:00.000Z'), edit('2026-11-25T02:00:00.000Z')], 'li');
    expect(lines).toEqual([
      { at: '2026-11-25T02:00:00.000Z', action: '修改内容', actor: '本人', times: 2 },
      { at: entry.at, action: '附件入卷：章程', actor: '本人', times: 1 },
    ]);
  });

  it('goes by the days of this place', () => {
    expect(dayText(entry.at)).toBe('2026年11月25日');
    expect(dayText('2026-12-01')).toBe('2026年12月1日');
    expect(minuteText(entry.at)).toMatch(/2026年11月25日.*1:30/);
  });
});
