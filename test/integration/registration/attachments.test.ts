import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Document, Packer, Paragraph } from 'docx';
import { writeXlsx } from 'hucre/xlsx';
import { incomingKey, keptKey } from '../../../functions/registration/attachments/keys.ts';
import { upload } from '../../../infra/upload.ts';
import type { UploadForm } from '../../../shared/files/index.ts';
import { attach, claimOf, pdf, sent } from '../../support/attach.ts';
import { ASSOCIATION, CHOIR, type RegistrationService, registrationService } from './service.ts';

let registration: RegistrationService;
beforeAll(async () => {
  registration = await registrationService();
});
afterAll(() => registration.close());

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

interface Shown {
  id: string;
  state: string;
  attachments: { id: string; type: string; fileName: string; size: number; sha256: string; at: string }[];
}
interface Fault {
  detail: string;
  errors: { pointer: string; detail: string }[];
}

const of = (id: string, attachment?: string, step?: string) =>
  ['/v1/applications', id, 'attachments', attachment, step].filter((part) => part !== undefined).join('/');
const confirm = (id: string, attachment: string) => registration.li.post(of(id, attachment, 'confirm'));
const call = (...args: Parameters<typeof registration.li.call>) => registration.li.call(...args);
const shown = async (id: string) => (await registration.li.get(`/v1/applications/${id}`)).json as Shown;
const trail = async (id: string) =>
  (
    (await registration.li.get(`/v1/applications/${id}/audit?limit=100`)).json as {
      items: { action: string; actor: { subject: string }; detail: Record<string, string> }[];
    }
  ).items;

const workbook = (more = {}) => writeXlsx({ sheets: [{ name: '名册', rows: [['姓名'], ['甲']] }], ...more });
const document = async () =>
  Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('章程')] }] }));

describe('上传附件: the papers of an application go straight to S3 (C1.2, C1.4)', () => {
  it('announced, uploaded and confirmed, a file stands in the application with its name, type, size and hash', async () => {
    const { id, etag } = await registration.begin(CHOIR);
    const bytes = pdf();
    const reply = await registration.li.post(of(id), claimOf(bytes, { fileName: '红枫合唱队 章程.pdf' }));
    expect(reply.status).toBe(201);
    const { id: attachment, upload: form } = reply.json as { id: string; upload: UploadForm };
    expect(reply.headers.location).toBe(of(id, attachment));
    expect(form.expiresAt).toBe('2026-11-24T02:15:00.000Z');
    // What is only awaited leaves the application as it is.
    const waiting = await registration.li.get(`/v1/applications/${id}`);
    expect(waiting.headers.etag).toBe(etag);
    expect((waiting.json as Shown).attachments).toEqual([]);

    expect(await upload(form, bytes)).toBe(204);
    const confirmed = await confirm(id, attachment);
    const { fileName: _, ...facts } = claimOf(bytes);
    expect((confirmed.json as Shown).attachments).toEqual([
      { ...facts, fileName: '红枫合唱队 章程.pdf', id: attachment, at: '2026-11-24T02:00:00.000Z' },
    ]);
    expect(confirmed.headers.etag).toBe('"2"');
    expect(await shown(id)).toEqual(confirmed.json);
    expect((await registration.deps.files.head(keptKey(id, attachment)))?.size).toBe(bytes.length);
    expect((await trail(id)).at(-1)).toMatchObject({
      action: 'attachment-added',
      actor: { subject: 'li' },
      detail: { attachment, type: 'charter', sha256: facts.sha256 },
    });
  });

  it.each<[string, string, string, () => Promise<Uint8Array> | Uint8Array]>([
    ['PDF', 'application/pdf', '章程.PDF', pdf],
    ['JPEG', 'image/jpeg', '场所.jpeg', () => JPEG],
    ['PNG', 'image/png', '场所.png', () => PNG],
    ['DOCX', DOCX, '章程.docx', document],
    ['XLSX', XLSX, '名册.xlsx', workbook],
  ])('takes a real %s', async (_what, contentType, fileName, make) => {
    const { id } = await registration.begin({});
    const bytes = await make();
    const attachment = await sent(call, id, bytes, claimOf(bytes, { contentType, fileName }));
    expect((await confirm(id, attachment)).status).toBe(200);
  });

  it('repeated under one Idempotency-Key, the announcement answers with the same form', async () => {
    const { id } = await registration.begin({});
    const headers = { 'idempotency-key': randomUUID() };
    const claim = claimOf(pdf());
    const first = await registration.li.post(of(id), claim, headers);
    const again = await registration.li.post(of(id), claim, headers);
    expect(again.json).toEqual(first.json);
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it('confirmed twice at once and once more, a file is attached once and everybody hears the same', async () => {
    const { id } = await registration.begin({});
    const attachment = await sent(call, id, pdf());
    const replies = await Promise.all(Array.from({ length: 5 }, () => confirm(id, attachment)));
    replies.push(await confirm(id, attachment));
    for (const { status, json } of replies)
      expect({ status, json }).toEqual({ status: 200, json: replies[0]!.json });
    expect((await shown(id)).attachments).toHaveLength(1);
    expect((await trail(id)).filter(({ action }) => action === 'attachment-added')).toHaveLength(1);
  });

  it('two files confirmed at once are both attached', async () => {
    const { id } = await registration.begin({});
    const ids = [await sent(call, id, pdf()), await sent(call, id, pdf())];
    const replies = await Promise.all(ids.map((one) => confirm(id, one)));
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect((await shown(id)).attachments.map((one) => one.id).sort()).toEqual(ids.sort());
  });

  it('the version moves with an attachment: an edit of what was read before is refused (412)', async () => {
    const { id, etag } = await registration.begin({});
    await attach(call, id, ['charter']);
    const edit = await registration.li.call(
      'PATCH',
      `/v1/applications/${id}`,
      { staff: 1 },
      { 'if-match': etag },
    );
    expect(edit.status).toBe(412);
  });

  it('the name of a file, which may be a person’s, is stored encrypted and stays out of the trail', async () => {
    const { id } = await registration.begin({});
    const bytes = pdf();
    const fileName = '欧阳修竹的任职登记表.pdf';
    const attachment = await sent(call, id, bytes, claimOf(bytes, { type: 'other', fileName }));
    expect(await registration.everything()).not.toContain('欧阳修竹');
    await confirm(id, attachment);
    await registration.li.get(of(id, attachment));
    expect((await shown(id)).attachments[0]?.fileName).toBe(fileName);
    expect(await registration.everything()).not.toContain('欧阳修竹');
  });
});

describe('附件不合要求: what is not as it should be is refused, and said', () => {
  it.each<[string, Record<string, unknown>, string, string]>([
    ['a path', { fileName: '../章程.pdf' }, 'fileName', '不含路径'],
    ['a Windows path', { fileName: 'C:\\章程.pdf' }, 'fileName', '不含路径'],
    ['a control character', { fileName: '章\u0000程.pdf' }, 'fileName', '不可见'],
    ['text turned round (U+202E)', { fileName: '章程\u202Efdp.exe' }, 'fileName', '不可见'],
    ['121 characters', { fileName: `${'章'.repeat(117)}.pdf` }, 'fileName', '120'],
    ['nothing', { fileName: ' ' }, 'fileName', '不能为空'],
  ])('a file name with %s (400)', async (_what, wrong, field, said) => {
    const { id } = await registration.begin({});
    const reply = await registration.li.post(of(id), claimOf(pdf(), wrong));
    expect(reply.status).toBe(400);
    const [error] = (reply.json as Fault).errors;
    expect(error?.pointer).toBe(`#/body/${field}`);
    expect(error?.detail).toContain(said);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown type of paper', { type: 'portrait' }, 'type'],
    ['a media type that nobody can check', { contentType: 'application/x-msdownload' }, 'contentType'],
    ['no bytes', { size: 0 }, 'size'],
    ['a hash that is none', { sha256: 'abc' }, 'sha256'],
    ['a field too many', { path: '/etc' }, 'path'],
  ])('%s (400)', async (_what, wrong, field) => {
    const { id } = await registration.begin({});
    const reply = await registration.li.post(of(id), claimOf(pdf(), wrong));
    expect(reply.status).toBe(400);
    expect((reply.json as Fault).errors.map(({ pointer }) => pointer)).toEqual([`#/body/${field}`]);
  });

  it('a file over 20 MB, and a name that ends otherwise than its type, both at once (422)', async () => {
    const { id } = await registration.begin({});
    const claim = claimOf(pdf(), { fileName: '章程.exe', size: 20 * 1024 * 1024 + 1 });
    const reply = await registration.li.post(of(id), claim);
    expect(reply).toMatchObject({
      status: 422,
      json: {
        errors: [
          { pointer: '#/body/fileName', detail: expect.stringContaining('.pdf') },
          { pointer: '#/body/size', detail: expect.stringContaining('20 MB') },
        ],
      },
    });
  });

  it('a sixth charter: several of a type are allowed up to the limit of the policy (422)', async () => {
    const { id } = await registration.begin({});
    await attach(
      call,
      id,
      Array.from({ length: 4 }, () => 'charter'),
    );
    // Both were announced while there was room for one of them.
    const [fifth, sixth] = [await sent(call, id, pdf()), await sent(call, id, pdf())];
    expect((await confirm(id, fifth)).status).toBe(200);
    expect((await confirm(id, sixth)).json).toMatchObject({
      status: 422,
      detail: expect.stringContaining('最多 5 个'),
    });
    const announced = await registration.li.post(of(id), claimOf(pdf()));
    expect(announced.json).toMatchObject({ status: 422, errors: [{ pointer: '#/body/type' }] });
    expect((await registration.li.post(of(id), claimOf(pdf(), { type: 'member-list' }))).status).toBe(201);
  });

  it('an upload that never came (422), and that comes afterwards after all', async () => {
    const { id } = await registration.begin({});
    const bytes = pdf();
    const { json } = await registration.li.post(of(id), claimOf(bytes));
    const { id: attachment, upload: form } = json as { id: string; upload: UploadForm };
    const early = await confirm(id, attachment);
    expect(early.json).toMatchObject({ status: 422, detail: expect.stringContaining('还没有收到') });
    await upload(form, bytes);
    expect((await confirm(id, attachment)).status).toBe(200);
  });

  it('another file than announced: size, content and hash are named (422), and nothing is kept', async () => {
    const { id } = await registration.begin({});
    const bytes = pdf();
    const longer = await sent(call, id, Buffer.concat([bytes, bytes]), claimOf(bytes));
    expect((await confirm(id, longer)).json).toMatchObject({
      status: 422,
      errors: [
        {
          pointer: '#/attachment/size',
          detail: `文件大小是 ${2 * bytes.length} 字节，应为 ${bytes.length} 字节`,
        },
      ],
    });
    const other = await sent(call, id, pdf(), claimOf(bytes));
    const reply = await confirm(id, other);
    expect(reply.json).toMatchObject({ status: 422, errors: [{ pointer: '#/attachment/sha256' }] });
    expect((reply.json as Fault).detail).toContain(claimOf(bytes).sha256);
    expect(await registration.deps.files.head(keptKey(id, other))).toBeUndefined();
    expect((await shown(id)).attachments).toEqual([]);
  });

  it('a file sent under another media type than announced (422)', async () => {
    const { id } = await registration.begin({});
    const bytes = pdf();
    const { json } = await registration.li.post(of(id), claimOf(bytes));
    const { id: attachment } = json as { id: string };
    await registration.deps.files.write(incomingKey(id, attachment), 'text/html', bytes);
    expect((await confirm(id, attachment)).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/attachment/contentType', detail: expect.stringContaining('text/html') }],
    });
  });

  it.each<[string, string, string, () => Promise<Uint8Array> | Uint8Array, string]>([
    [
      'a program renamed to .pdf',
      'application/pdf',
      '章程.pdf',
      () => Buffer.from('MZ\x90\x00 PDF'),
      '不是 PDF',
    ],
    ['a PDF renamed to .png', 'image/png', '章程.png', pdf, '不是 PNG 图片'],
    ['a workbook renamed to .docx', DOCX, '章程.docx', workbook, '不是 Word 文档'],
    ['a document renamed to .xlsx', XLSX, '名册.xlsx', document, '不是 Excel 工作簿'],
    [
      'an archive that is cut off',
      DOCX,
      '章程.docx',
      async () => (await document()).subarray(0, 500),
      '不是 Word 文档',
    ],
    ['a workbook with macros', XLSX, '名册.xlsx', () => workbook({ vbaProject: new Uint8Array(64) }), '有宏'],
  ])('%s (422)', async (_what, contentType, fileName, make, said) => {
    const { id } = await registration.begin({});
    const bytes = await make();
    const attachment = await sent(call, id, bytes, claimOf(bytes, { contentType, fileName }));
    const reply = await confirm(id, attachment);
    expect(reply.json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/attachment/contentType', detail: expect.stringContaining(said) }],
    });
  });

  it('an upload that nobody announced (404)', async () => {
    const { id } = await registration.begin({});
    expect((await confirm(id, randomUUID())).status).toBe(404);
  });
});

describe('删去附件: the applicant takes a file out again', () => {
  it('it is gone from the application and from S3; repeated, nothing changes', async () => {
    const { id } = await registration.begin({});
    await attach(call, id, ['charter', 'charter']);
    const [first, second] = (await shown(id)).attachments;
    for (const _ of [1, 2])
      expect((await registration.li.call('DELETE', of(id, first!.id))).status).toBe(204);
    expect((await shown(id)).attachments).toEqual([second]);
    expect(await registration.deps.files.head(keptKey(id, first!.id))).toBeUndefined();
    expect(await registration.deps.files.head(keptKey(id, second!.id))).toBeDefined();
    expect((await registration.li.get(of(id, first!.id))).status).toBe(404);
    expect((await confirm(id, first!.id)).status).toBe(404);
    expect((await trail(id)).filter(({ action }) => action === 'attachment-removed')).toHaveLength(1);
  });

  it('an upload that is only awaited is given up without a trace', async () => {
    const { id, etag } = await registration.begin({});
    const attachment = await sent(call, id, pdf());
    expect((await registration.li.call('DELETE', of(id, attachment))).status).toBe(204);
    expect((await confirm(id, attachment)).status).toBe(404);
    expect((await registration.li.get(`/v1/applications/${id}`)).headers.etag).toBe(etag);
  });

  it('removed while it is being confirmed, it is gone in the end, file and all', async () => {
    for (let round = 0; round < 8; round++) {
      const { id } = await registration.begin({});
      const attachment = await sent(call, id, pdf());
      await Promise.all([confirm(id, attachment), registration.li.call('DELETE', of(id, attachment))]);
      expect((await shown(id)).attachments).toEqual([]);
      expect(await registration.deps.files.head(keptKey(id, attachment))).toBeUndefined();
    }
  });
});

describe('附件的权限: the applicant brings them, while he may edit; who sees the application downloads them', () => {
  it('after submission nothing is added, confirmed or removed (409); corrected, it is possible again', async () => {
    const { id } = await registration.begin(CHOIR);
    await attach(call, id, ['application-form', 'charter', 'member-list']);
    const awaited = await sent(call, id, pdf());
    await registration.li.post(`/v1/applications/${id}/submit`);
    await registration.answer(id, 'held');
    const [first] = (await shown(id)).attachments;
    const tries = [
      await registration.li.post(of(id), claimOf(pdf())),
      await confirm(id, awaited),
      await registration.li.call('DELETE', of(id, first!.id)),
    ];
    for (const { json } of tries)
      expect(json).toMatchObject({
        status: 409,
        state: 'pending',
        detail: expect.stringContaining('不能修改'),
      });
    expect((await shown(id)).attachments).toHaveLength(3);

    const wu = registration.as('township', '330302025', 'wu');
    await wu.post(`/v1/reviews/${id}/take`);
    const asked = await wu.post(`/v1/reviews/${id}/correction`, {
      reason: '章程没有盖章',
      fields: [{ pointer: '#/attachments/charter', detail: '请上传盖章的章程' }],
    });
    expect(asked.status).toBe(200);
    expect((await confirm(id, awaited)).status).toBe(200);
    expect((await registration.li.call('DELETE', of(id, first!.id))).status).toBe(204);
  });

  it('the applicant, the township and those above download it, each time with a line in the trail', async () => {
    const { id } = await registration.begin(CHOIR);
    const bytes = pdf();
    const charter = await sent(call, id, bytes);
    await confirm(id, charter);
    await attach(call, id, ['application-form', 'member-list']);
    await registration.li.post(`/v1/applications/${id}/submit`);
    for (const reader of [
      registration.li,
      registration.as('township', '330302025', 'wu'),
      registration.as('county', '330302', 'chen'),
    ]) {
      const { json, headers } = await reader.get(of(id, charter));
      const { url, expiresAt } = json as { url: string; expiresAt: string };
      expect(expiresAt).toBe('2026-11-24T02:01:00.000Z');
      expect(headers['cache-control']).toContain('no-store');
      const response = await fetch(url);
      expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
      expect(new URL(url).searchParams.get('response-content-disposition')).toContain(
        encodeURIComponent('章程.pdf'),
      );
    }
    const downloads = (await trail(id)).filter(({ action }) => action === 'attachment-downloaded');
    expect(downloads.map(({ actor, detail }) => [actor.subject, detail])).toEqual(
      ['li', 'wu', 'chen'].map((who) => [who, { attachment: charter, type: 'charter' }]),
    );
  });

  it('another’s application is not there (404), whatever is tried', async () => {
    const { id } = await registration.begin(CHOIR);
    await attach(call, id, ['charter']);
    const attachment = (await shown(id)).attachments[0]!.id;
    const others = [
      registration.as('applicant', '330302', 'wang'),
      registration.as('organisation', '330302', 'li'),
    ];
    for (const other of others) {
      expect((await other.post(of(id), claimOf(pdf()))).status).toBe(404);
      expect((await other.post(of(id, attachment, 'confirm'))).status).toBe(404);
      expect((await other.call('DELETE', of(id, attachment))).status).toBe(404);
    }
    for (const other of [
      ...others,
      registration.as('township', '330302026'),
      registration.as('county', '330302'),
    ])
      expect((await other.get(of(id, attachment))).status).toBe(404);
    expect((await trail(id)).map(({ action }) => action)).toEqual(['begun', 'attachment-added']);
    expect((await shown(id)).attachments).toHaveLength(1);
  });
});

describe('材料齐全: each track asks for its papers before a submission (C1.2, C1.4, C1.5)', () => {
  const missing = async (draft: object) => {
    const { id } = await registration.begin(draft);
    const { json } = await registration.li.post(`/v1/applications/${id}/submit`);
    return ((json as Partial<Fault>).errors ?? []).map(({ pointer }) => pointer);
  };
  const papers = (...types: string[]) => types.map((type) => `#/attachments/${type}`);

  it.each([
    ['a filing', CHOIR, papers('application-form', 'charter', 'member-list')],
    [
      'an association with a capital report',
      { ...ASSOCIATION, capitalProof: 'report' },
      papers('application-form', 'charter', 'member-list', 'premises-proof', 'capital-report'),
    ],
    [
      'a unit with a capital report',
      { ...ASSOCIATION, kind: 'private-non-enterprise', capitalProof: 'report' },
      papers('application-form', 'charter', 'premises-proof', 'capital-report'),
    ],
    [
      'an association that promises instead',
      ASSOCIATION,
      [...papers('application-form', 'charter', 'member-list', 'premises-proof'), '#/commitment'],
    ],
    ['a group that the village manages', { ...CHOIR, track: 'managed', division: '330302025010' }, []],
  ])('%s lacks %j', async (_what, draft, expected) => {
    expect(await missing(draft)).toEqual(expected);
  });

  it('each is named with its clause; with all of them the application is submitted', async () => {
    const { id } = await registration.begin({ ...ASSOCIATION, capitalProof: 'report' });
    const reply = await registration.li.post(`/v1/applications/${id}/submit`);
    expect((reply.json as Fault).errors.at(-1)?.detail).toMatch(/^请上传验资报告；依据：.*C1\.2/);
    await attach(call, id, ['application-form', 'charter', 'member-list', 'premises-proof']);
    expect((await registration.li.post(`/v1/applications/${id}/submit`)).status).toBe(422);
    await attach(call, id, ['capital-report']);
    expect((await registration.li.post(`/v1/applications/${id}/submit`)).json).toMatchObject({
      state: 'naming',
    });
  });
});
