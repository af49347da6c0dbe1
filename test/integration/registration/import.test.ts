import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readXlsx } from 'hucre/xlsx';
import { LEDGER } from '../../../functions/registration/model/import/columns.ts';
import { upload } from '../../../infra/upload.ts';
import { readRows } from '../../../shared/imports/rows.ts';
import {
  announced,
  CHOIR_ROW,
  choirNamed,
  finished,
  type Import,
  imported,
  sha256Of,
  started,
  workbook,
} from './imports.ts';
import { type RegistrationService, registrationService } from './service.ts';

const NANHUI = '330302025';
let registration: RegistrationService;
beforeAll(async () => {
  registration = await registrationService();
});
afterAll(() => registration.close());

const wu = () => registration.as('township', NANHUI, 'wu');
const ledgerOf = async (word: string) => {
  const found: { name: string; id: string }[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const more: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const { json } = await wu().get(`/v1/organisations?division=${NANHUI}&limit=100${more}`);
    const page = json as { items: { name: string; id: string }[]; next?: string };
    found.push(...page.items.filter(({ name }) => name.includes(word)));
    cursor = page.next;
  }
  return found;
};

describe('导入台账: a township brings the ledger that it held in Excel', () => {
  it('good rows are in the ledger afterwards, with where they came from, and the other services are told', async () => {
    const bytes = await workbook([
      choirNamed('云雀'),
      choirNamed('画眉', { track: '村居管理', filingNumber: '', hub: '是' }),
      choirNamed('百灵', {
        name: '温州市鹿城区南汇街道百灵协会',
        kind: '社会团体',
        track: '登记',
        filingNumber: '',
        creditCode: '51330302MJ70000457',
      }),
    ]);
    const result = await imported(registration, wu(), bytes, NANHUI);
    expect(result).toMatchObject({
      state: 'done',
      division: NANHUI,
      by: { role: 'township' },
      rows: { total: 3, landed: 3, unchanged: 0, bad: 0 },
      problems: [],
    });
    for (const [word, row, track, type] of [
      ['云雀', 2, 'filed', 'registration.organisation.filed'],
      ['画眉', 3, 'managed', 'registration.organisation.managed'],
      ['百灵', 4, 'registered', 'registration.organisation.registered'],
    ] as const) {
      const [organisation, ...more] = await ledgerOf(word);
      expect(more).toEqual([]);
      expect(organisation).toMatchObject({
        track,
        class: track === 'registered' ? 'mature' : 'start-up',
        status: 'active',
        since: '2023-05-18',
        members: { individuals: 15, units: 0 },
        actions: ['culture'],
        imported: { importId: result.id, row },
      });
      const [event, ...others] = await registration.outbox(type, organisation!.id);
      expect(others).toEqual([]);
      expect(event!.data).toMatchObject({ name: organisation!.name, registeredOn: '2023-05-18' });
      // The registered report every year (《社会团体登记管理条例》第二十八条).
      const county = registration.as('county', '330302');
      const { json } = await county.get(`/v1/organisations/${organisation!.id}/duties`);
      expect((json as { items: object[] }).items).toEqual(
        track === 'registered' ? [expect.objectContaining({ type: 'yearly-report', year: 2026 })] : [],
      );
    }
  });

  it('who leads them is kept sealed: neither name nor phone stand anywhere in the table', async () => {
    await imported(registration, wu(), await workbook([choirNamed('苍鹭')]), NANHUI);
    const [{ id } = { id: '' }] = await ledgerOf('苍鹭');
    const { leaders } = (await registration.deps.store.organisation(id))!;
    expect(await registration.deps.leaders.open(leaders!, id)).toEqual([
      { name: '欧阳震华', phone: '13777778888', backgrounds: [] },
    ]);
    const everything = await registration.everything();
    expect(everything).not.toContain('欧阳震华');
    expect(everything).not.toContain('13777778888');
  });

  it('bad rows are told with row, column, reason and remedy, and come back as a workbook that can be imported once put right', async () => {
    const bytes = await workbook([
      choirNamed('喜鹊', { phone: '1377777', since: '2023-02-30' }),
      choirNamed('燕子'),
      choirNamed('乌鸦', { township: '五马街道', village: '' }),
    ]);
    const { id, rows, problems } = await imported(registration, wu(), bytes, NANHUI, '南汇台账.xlsx');
    expect(rows).toEqual({ total: 3, landed: 1, unchanged: 0, bad: 2 });
    expect(problems.map(({ row, column }) => `${row} ${column}`)).toEqual([
      '2 since',
      '2 phone',
      '4 township',
    ]);
    expect(problems[1]).toMatchObject({ heading: '联系电话', reason: '不是电话号码' });
    expect(problems[1]!.remedy).toContain('11 位手机号码');
    expect(problems[2]!.reason).toMatch(/五马街道不在南汇街道辖区内/);

    const { status, json } = await wu().get(`/v1/imports/${id}/problems.xlsx`);
    expect({ status, json }).toMatchObject({ status: 200, json: { part: 1, parts: 1 } });
    const { url } = json as { url: string };
    expect(new URL(url).searchParams.get('response-content-disposition')).toContain(
      encodeURIComponent('南汇台账-须改正.xlsx'),
    );
    const file = Buffer.from(await (await fetch(url)).arrayBuffer());
    const sheet = (await readXlsx(file)).sheets[0]!;
    expect(sheet.rows.slice(1).map((row) => row.at(-2))).toEqual([2, 4]);
    const back: object[] = [];
    for await (const { cells } of readRows(file, 'xlsx', LEDGER)) back.push(cells);
    expect(back[0]).toMatchObject({ phone: '1377777', since: '2023-02-30', leader: '欧阳震华' });

    const right = await workbook([{ ...back[0], phone: '13777778888', since: '2023-02-28' }]);
    expect((await imported(registration, wu(), right, NANHUI)).rows).toMatchObject({ landed: 1, bad: 0 });
    expect(await ledgerOf('喜鹊')).toHaveLength(1);
  });

  it('what was done to an import is in its trail, also who fetched the rows, which have personal data', async () => {
    const bytes = await workbook([choirNamed('戴胜', { phone: '1' })]);
    const { id } = await imported(registration, wu(), bytes, NANHUI);
    await wu().get(`/v1/imports/${id}/problems.xlsx`);
    expect(await registration.audit(`IMPORT#${id}`)).toEqual([
      'begun by wu',
      'started by wu',
      'done by import',
      'problems-fetched by wu',
    ]);
  });

  it('an organisation that is in the ledger already, as the row says, stays as it is', async () => {
    const row = choirNamed('白鹭');
    await imported(registration, wu(), await workbook([row]), NANHUI);
    const [before] = await ledgerOf('白鹭');
    const again = await imported(registration, wu(), await workbook([choirNamed('黄鹂'), row]), NANHUI);
    expect(again.rows).toEqual({ total: 2, landed: 1, unchanged: 1, bad: 0 });
    expect(await ledgerOf('白鹭')).toEqual([before]);
  });

  it('a row that says something else of it changes nothing silently: it has to be put right', async () => {
    const row = choirNamed('翠鸟');
    await imported(registration, wu(), await workbook([row]), NANHUI);
    const [before] = await ledgerOf('翠鸟');
    const changed = await workbook([{ ...row, individuals: 99, leader: '诸葛亮' }]);
    const { rows, problems } = await imported(registration, wu(), changed, NANHUI);
    expect(rows).toEqual({ total: 1, landed: 0, unchanged: 0, bad: 1 });
    expect(problems).toEqual([
      expect.objectContaining({
        row: 2,
        column: 'filingNumber',
        reason: `已在台账中（名称：${row.name}），但成员数、负责人与台账不同`,
        remedy: expect.stringContaining('办理变更'),
      }),
    ]);
    expect(await ledgerOf('翠鸟')).toEqual([before]);
  });

  it('of two rows of one file with one number the first lands, the other is told which it repeats', async () => {
    const row = choirNamed('杜鹃');
    const bytes = await workbook([row, row, { ...row, individuals: 30 }]);
    const { rows, problems } = await imported(registration, wu(), bytes, NANHUI);
    expect(rows).toEqual({ total: 3, landed: 1, unchanged: 1, bad: 1 });
    expect(problems).toEqual([
      expect.objectContaining({ row: 4, reason: '与本表第 2 行重复，但成员数不同' }),
    ]);
  });

  it('of an organisation elsewhere that has the number nothing is told', async () => {
    const row = choirNamed('鸬鹚');
    await imported(registration, wu(), await workbook([row]), NANHUI);
    const wuma = registration.as('township', '330302006');
    const bytes = await workbook([{ ...row, name: '另一个名称合唱队', township: '', village: '' }]);
    const { problems } = await imported(registration, wuma, bytes, '330302006');
    expect(problems).toEqual([expect.objectContaining({ reason: '已被辖区外的组织使用' })]);
    expect(JSON.stringify(problems)).not.toContain('鸬鹚');
  });
});

describe('重复导入: the same file again', () => {
  it('is the same import with the same result, and changes nothing', async () => {
    const bytes = await workbook([choirNamed('孔雀'), choirNamed('锦鸡', { phone: '1' })]);
    const first = await imported(registration, wu(), bytes, NANHUI);
    const before = await registration.everything();
    const again = await announced(wu(), bytes, NANHUI, '换个名字.xlsx');
    expect(again.status).toBe(200);
    expect(again.json).toEqual(first);
    expect((await wu().post(`/v1/imports/${first.id}/start`)).json).toEqual(first);
    expect(await registration.everything()).toBe(before);
  });

  it('of another division, or under another format, is another import', async () => {
    const bytes = await workbook([choirNamed('丹顶鹤')]);
    const county = registration.as('county', '330302');
    const ids = [
      (await announced(wu(), bytes, NANHUI)).json,
      (await announced(wu(), bytes, NANHUI, '台账.csv')).json,
      (await announced(county, bytes, '330302')).json,
    ].map((one) => (one as Import).id);
    expect(new Set(ids).size).toBe(3);
  });

  it('announced twice at once is one import', async () => {
    const bytes = await workbook([choirNamed('朱鹮')]);
    const replies = await Promise.all([1, 2, 3].map(() => announced(wu(), bytes, NANHUI)));
    expect(new Set(replies.map(({ json }) => (json as Import).id)).size).toBe(1);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
  });

  it('set going twice at once goes once', async () => {
    const bytes = await workbook([choirNamed('鸳鸯')]);
    const { id, upload: form } = (await announced(wu(), bytes, NANHUI)).json as Import;
    await upload(form!, bytes);
    const replies = await Promise.all([1, 2].map(() => wu().post(`/v1/imports/${id}/start`)));
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect(await registration.outbox('registration.import.due', id)).toHaveLength(1);
  });
});

describe('上传: the file that was announced, and no other', () => {
  it('nothing goes before it is there (409)', async () => {
    const {
      id,
      state,
      upload: form,
    } = (await announced(wu(), await workbook([CHOIR_ROW]), NANHUI)).json as Import;
    expect(state).toBe('awaiting-upload');
    expect(form!.fields.key).toBe(`incoming/imports/${id}`);
    const { status, json } = await wu().post(`/v1/imports/${id}/start`);
    expect(status).toBe(409);
    expect((json as { detail: string }).detail).toContain('还没有收到文件');
  });

  it('another size, and another content of the same size, are refused (422), and the right file can follow', async () => {
    const bytes = await workbook([choirNamed('海鸥')]);
    const { id, upload: form } = (await announced(wu(), bytes, NANHUI)).json as Import;
    const start = () => wu().post(`/v1/imports/${id}/start`);
    await upload(form!, bytes.subarray(1));
    const shorter = await start();
    expect(shorter.status).toBe(422);
    expect((shorter.json as { detail: string }).detail).toContain(`${bytes.length - 1} 字节`);
    await upload(form!, Buffer.alloc(bytes.length));
    const other = await start();
    expect(other.status).toBe(422);
    expect((other.json as { detail: string }).detail).toContain('SHA-256 不同');
    await upload(form!, bytes);
    expect((await start()).json).toMatchObject({ state: 'queued' });
    expect((await finished(registration, wu(), id)).rows.landed).toBe(1);
  });

  it('changed while it is looked at, it is not kept (409)', async () => {
    const bytes = await workbook([choirNamed('鹧鸪')]);
    const { id, upload: form } = (await announced(wu(), bytes, NANHUI)).json as Import;
    await upload(form!, bytes);
    const { files } = registration.deps;
    // What S3 says of another ETag; the local one copies whatever is there.
    registration.deps.files = { ...files, keep: async () => false };
    const { status, json } = await wu().post(`/v1/imports/${id}/start`);
    registration.deps.files = files;
    expect(status).toBe(409);
    expect((json as { detail: string }).detail).toContain('又被换过');
    expect((await wu().get(`/v1/imports/${id}`)).json).toMatchObject({ state: 'awaiting-upload' });
  });

  it('an upload by the form after the start changes nothing', async () => {
    const bytes = await workbook([choirNamed('信天翁')]);
    const { id, upload: form } = (await announced(wu(), bytes, NANHUI)).json as Import;
    await upload(form!, bytes);
    await wu().post(`/v1/imports/${id}/start`);
    await upload(form!, Buffer.alloc(bytes.length));
    expect(await finished(registration, wu(), id)).toMatchObject({ state: 'done', rows: { landed: 1 } });
  });

  it.each([
    ['another ending', { fileName: '台账.xls' }, '.xlsx'],
    ['a path for a name', { fileName: '../台账.xlsx' }, '路径'],
    ['more than 10 MB', { size: 10_000_001 }, '10000000'],
    ['nothing in it', { size: 0 }, '1'],
    ['a hash that is none', { sha256: 'ABC' }, 'SHA-256'],
    ['a division that is none', { division: '330399' }, '行政区划'],
  ])('%s is refused with what would be right (400)', async (_, change, said) => {
    const body = { division: NANHUI, fileName: '台账.xlsx', size: 100, sha256: sha256Of(Buffer.from('1')) };
    const city = registration.as('city', '3303');
    const { status, json } = await city.post('/v1/organisations/imports', { ...body, ...change });
    const { errors } = json as { errors: { pointer: string; detail: string }[] };
    expect({ status, errors }).toEqual({
      status: 400,
      errors: [{ pointer: `#/body/${Object.keys(change)[0]}`, detail: expect.stringContaining(said) }],
    });
  });
});

describe('权限: a township sees the imports of its own subtree', () => {
  it('it and those above see one; others do not know of it (404), nor may they import for it (403)', async () => {
    const bytes = await workbook([choirNamed('猫头鹰', { phone: '1' })]);
    const { id } = await imported(registration, wu(), bytes, NANHUI);
    for (const who of [wu(), registration.as('county', '330302'), registration.as('city', '3303')]) {
      expect((await who.get(`/v1/imports/${id}`)).status).toBe(200);
      expect((await who.get(`/v1/imports?division=${NANHUI}`)).status).toBe(200);
      expect((await who.get(`/v1/imports/${id}/problems.xlsx`)).status).toBe(200);
    }
    for (const who of [
      registration.as('township', '330302006'),
      registration.as('county', '330304'),
      registration.as('community', '330302025004'),
    ]) {
      expect((await who.get(`/v1/imports/${id}`)).status).toBe(404);
      expect((await who.get(`/v1/imports/${id}/problems.xlsx`)).status).toBe(404);
      expect((await who.post(`/v1/imports/${id}/start`)).status).toBe(404);
      expect((await who.get(`/v1/imports?division=${NANHUI}`)).status).toBe(403);
      expect((await announced(who, bytes, NANHUI)).status).toBe(403);
    }
  });

  it('the imports of a division are listed, the newest first, page by page', async () => {
    const place = '330302006';
    const wuma = registration.as('township', place);
    const ids: string[] = [];
    for (const word of ['甲', '乙', '丙']) {
      registration.pass({ hours: 1 });
      ids.push(((await announced(wuma, await workbook([choirNamed(word)]), place)).json as Import).id);
    }
    const first = (await wuma.get(`/v1/imports?division=${place}&limit=2`)).json as {
      items: Import[];
      next: string;
    };
    const second = (
      await wuma.get(`/v1/imports?division=${place}&limit=1&cursor=${encodeURIComponent(first.next)}`)
    ).json as { items: Import[] };
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.reverse());
  });

  it('the template comes with the communities of whoever asks', async () => {
    const { status, bytes, headers } = await wu().get(
      `/v1/organisations/imports/template.xlsx?division=${NANHUI}`,
    );
    expect(status).toBe(200);
    expect(headers['content-disposition']).toContain('template-330302025.xlsx');
    const { sheets } = await readXlsx(bytes);
    expect(sheets[0]!.name).toBe('台账');
    expect(JSON.stringify(sheets)).toContain('春秋社区');
  });

  it('the workbook is asked for too early, in vain, or past its parts', async () => {
    const bytes = await workbook([choirNamed('斑鸠')]);
    const { id } = await started(wu(), bytes, NANHUI);
    expect((await wu().get(`/v1/imports/${id}/problems.xlsx`)).status).toBe(409);
    await finished(registration, wu(), id);
    expect((await wu().get(`/v1/imports/${id}/problems.xlsx`)).status).toBe(404);
    const bad = await imported(
      registration,
      wu(),
      await workbook([choirNamed('鹌鹑', { phone: '1' })]),
      NANHUI,
    );
    expect((await wu().get(`/v1/imports/${bad.id}/problems.xlsx?part=2`)).status).toBe(404);
  });
});
