import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeXlsx } from 'hucre/xlsx';
import { importDue } from '../../../functions/activity/import/routes.ts';
import {
  type ActivityCells,
  type ColumnId,
  SHEET,
} from '../../../functions/activity/model/import/columns.ts';
import { upload } from '../../../infra/upload.ts';
import type { UploadForm } from '../../../shared/files/index.ts';
import { columnsOf } from '../../../shared/imports/sheet.ts';
import { ConditionFailed } from '../../../shared/store/index.ts';
import { type ActivityService, activityService, COUNTY, TOWNSHIP, VILLAGE } from './service.ts';

let activity: ActivityService;
beforeAll(async () => {
  activity = await activityService();
  for (const id of ['CHOIR', 'DANCE']) await activity.enrol(id);
  await activity.enrol('ELSEWHERE', { division: '330304001' });
});
afterAll(() => activity.close());

const nameOf = (id: string) => `温州市鹿城区南汇街道${id}艺术团`;
const ROW: ActivityCells = {
  organisation: nameOf('CHOIR'),
  title: '重阳节敬老演出',
  on: '2026-10-18',
  action: '文化',
  kinds: '合唱、舞蹈',
  participants: 45,
  volunteers: '12人',
  minutes: 1_440,
  'served:empty-nest': 30,
};
const wu = () => activity.as('township', TOWNSHIP, 'wu');

async function workbook(rows: readonly ActivityCells[]): Promise<Buffer> {
  const columns = columnsOf(SHEET);
  const table = [
    columns.map(([, { heading }]) => heading),
    ...rows.map((cells) => columns.map(([id]) => cells[id] ?? null)),
  ];
  return Buffer.from(await writeXlsx({ sheets: [{ name: SHEET.name, rows: table }] }));
}

interface Import {
  id: string;
  state: string;
  rows: { landed: number; unchanged: number; bad: number };
  problems: { row: number; column: ColumnId; reason: string; remedy: string }[];
  upload?: UploadForm;
}

async function begun(rows: readonly ActivityCells[], who = wu(), division = TOWNSHIP): Promise<Import> {
  const bytes = await workbook(rows);
  const { json, status } = await who.post('/v1/activities/imports', {
    division,
    fileName: '活动.xlsx',
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
  expect([200, 201]).toContain(status);
  const made = json as Import;
  if (made.upload) await upload(made.upload, bytes);
  expect((await who.post(`/v1/activities/imports/${made.id}/start`)).status).toBe(200);
  return made;
}

/** Has the worker take what carries an import on, each event twice. */
async function finished({ id }: Import, who = wu()): Promise<Import> {
  for (let taken = 0; ; taken++) {
    const events = await activity.outbox('activity.import.due', id);
    const event = events.toSorted((a, b) => a.data.from - b.data.from)[taken];
    if (!event) break;
    await importDue(event, activity.deps, 0);
    await importDue(event, activity.deps, 0).catch((error: unknown) => {
      if (!(error instanceof ConditionFailed)) throw error;
    });
  }
  return (await who.get(`/v1/activities/imports/${id}`)).json as Import;
}

describe('活动记录导入: a township brings the activities of its organisations (T2)', () => {
  it('what is sound counts at once, what is odd waits, what is wrong is told by row and column', async () => {
    const rows: ActivityCells[] = [
      ROW,
      { ...ROW, title: '秋游', from: '9:00', to: 0.5, on: '2026年10月20日' },
      { ...ROW, title: '合唱排练', organisation: nameOf('DANCE'), participants: 9_000 },
      { ...ROW, title: '' },
      { ...ROW, organisation: '没有这个组织' },
      { ...ROW, organisation: nameOf('ELSEWHERE') },
      { ...ROW, title: '座谈', on: '2026-13-01', kinds: '唱戏', participants: '很多' },
      { ...ROW, title: '夜巡', action: '平安', kinds: '合唱', from: '20:00', to: '19:00' },
      { ...ROW, title: '预告', on: '2026-12-24' },
    ];
    const done = await finished(await begun(rows));
    expect(done).toMatchObject({ state: 'done', rows: { landed: 3, unchanged: 0, bad: 6 } });
    expect(done.problems.map(({ row, column }) => `${row} ${column}`)).toEqual([
      '5 title',
      '6 organisation',
      '7 organisation',
      '8 on',
      '8 kinds',
      '8 participants',
      '9 to',
      '9 kinds',
      '10 on',
    ]);
    expect(await activity.counts('CHOIR', '2026-10')).toEqual({
      activities: 2,
      participants: 90,
      volunteers: 24,
      minutes: 2_880,
      'action:culture': 2,
      'served:empty-nest': 60,
    });
    expect(await activity.counts('DANCE', '2026-10')).toEqual({});
    const { items } = (await wu().get(`/v1/activities/waiting?division=${TOWNSHIP}`)).json as {
      items: { id: string; state: string; flags: { code: string }[] }[];
    };
    expect(items).toMatchObject([{ state: 'flagged', flags: [{ code: 'participants' }], origin: 'import' }]);
    // Whoever brought it in does not look at it himself.
    const clearing = {
      path: `/v1/activities/${items[0]!.id}/clear`,
      body: { reason: '属实' },
    };
    expect((await wu().post(clearing.path, clearing.body)).json).toMatchObject({
      status: 409,
      detail: expect.stringContaining('请由他人办理'),
    });
    const colleague = activity.as('township', TOWNSHIP, 'zhu');
    expect((await colleague.post(clearing.path, clearing.body)).status).toBe(200);
    const { kept, counted } = await activity.recounted();
    expect(kept).toEqual(counted);
  });

  it('the same activity in another file is entered once; said otherwise it is refused', async () => {
    const before = await activity.counts('CHOIR', '2026-10');
    const done = await finished(await begun([ROW, { ...ROW, minutes: 60 }, { ...ROW, title: '新的一场' }]));
    expect(done).toMatchObject({ rows: { landed: 1, unchanged: 1, bad: 1 } });
    expect(done.problems).toMatchObject([
      { row: 3, column: 'title', reason: expect.stringContaining('同名') },
    ]);
    expect(await activity.counts('CHOIR', '2026-10')).toMatchObject({
      activities: Number(before.activities) + 1,
    });
  });

  it('rows that come again, however the worker is broken off, are entered once', async () => {
    const rows = Array.from({ length: 200 }, (_, at) => ({
      ...ROW,
      title: `排练第${at + 1}场`,
      on: `2026-09-${String(1 + (at % 28)).padStart(2, '0')}`,
    }));
    const started = await begun(rows);
    const [first] = await activity.outbox('activity.import.due', started.id);
    let saves = 0;
    const { store } = activity.deps;
    const dying = {
      ...activity.deps,
      store: {
        ...store,
        save: async (change: Parameters<typeof store.save>[0]) => {
          if (++saves === 60) throw new Error('killed');
          await store.save(change);
        },
      },
    };
    await expect(importDue(first!, dying)).rejects.toThrow('killed');
    const done = await finished(started);
    expect(done).toMatchObject({ state: 'done', rows: { landed: 200, unchanged: 0, bad: 0 } });
    expect(await activity.counts('CHOIR', '2026-09')).toMatchObject({ activities: 200 });
    const { kept, counted } = await activity.recounted();
    expect(kept).toEqual(counted);
  });

  it('only authorities import, and only for their own subtree; others do not see it', async () => {
    const { id } = await begun([{ ...ROW, title: '别人看不到' }]);
    const body = { division: TOWNSHIP, fileName: '活动.xlsx', size: 10, sha256: 'a'.repeat(64) };
    for (const who of [
      activity.as('organisation', COUNTY, 'CHOIR'),
      activity.as('applicant', COUNTY, 'CHOIR'),
      activity.as('agency', COUNTY),
      activity.as('provider', COUNTY),
      activity.as('township', '330302026'),
      activity.as('community', VILLAGE),
    ]) {
      expect([403, 404]).toContain((await who.post('/v1/activities/imports', body)).status);
      expect([403, 404]).toContain((await who.get(`/v1/activities/imports?division=${TOWNSHIP}`)).status);
      for (const path of ['', '/problems.xlsx'])
        expect([403, 404]).toContain((await who.get(`/v1/activities/imports/${id}${path}`)).status);
      expect([403, 404]).toContain((await who.post(`/v1/activities/imports/${id}/start`)).status);
    }
    expect((await activity.as('county', COUNTY).get(`/v1/activities/imports/${id}`)).status).toBe(200);
    expect((await wu().get(`/v1/activities/imports/template.xlsx?division=${TOWNSHIP}`)).status).toBe(200);
  });
});
