import { createHash } from 'node:crypto';
import { buffer, text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import yauzl from 'yauzl';
import { attach } from '../../support/attach.ts';
import { ASSOCIATION, CHOIR, person, type RegistrationService, registrationService } from './service.ts';

let registration: RegistrationService;
beforeAll(async () => {
  registration = await registrationService();
});
afterAll(() => registration.close());

interface Text {
  title: string;
  addressee: string;
  paragraphs: string[];
  textHash: string;
  committed?: object;
}
interface Shown {
  state: string;
  committed?: { by: string; at: string; textHash: string };
}
interface Fault {
  status: number;
  detail: string;
  errors?: { pointer: string }[];
}

const LEADERS = [person('令狐冲之', '会长'), person('任盈盈儿', '副会长')];
const DRAFT = { ...ASSOCIATION, leaders: LEADERS };
const PAPERS = ['application-form', 'charter', 'member-list', 'premises-proof'];
const at = (id: string, end = '') => `/v1/applications/${id}/commitment${end}`;
const read = async (id: string, leader = 0) =>
  (await registration.li.get(at(id, `?leader=${leader}`))).json as Text;
const agree = (id: string, textHash: string, leader = 0, who = registration.li) =>
  who.post(at(id), { textHash, leader, agreed: true });
/** The applicant reads the text and agrees. */
const commit = async (id: string, leader = 0) => agree(id, (await read(id, leader)).textHash, leader);
const shown = async (id: string) => (await registration.li.get(`/v1/applications/${id}`)).json as Shown;
const stored = async (id: string) => (await registration.deps.store.application(id))!;
const edit = async (id: string, patch: object) => {
  const { headers } = await registration.li.get(`/v1/applications/${id}`);
  return registration.li.call('PATCH', `/v1/applications/${id}`, patch, { 'if-match': headers.etag! });
};
const trail = async (id: string) =>
  (
    (await registration.li.get(`/v1/applications/${id}/audit?limit=100`)).json as {
      items: { action: string; actor: { subject: string }; detail: Record<string, unknown> }[];
    }
  ).items;

interface Block {
  text: string;
  /** Attributes of all elements of the paragraph's and its runs' properties, as `element@attribute=value`. */
  set: string[];
}

/** The paragraphs of a Word document, as a reader of the format finds them, and the size of its page. */
async function wordOf(bytes: Buffer): Promise<{ blocks: Block[]; page: string[] }> {
  const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true });
  let xml = '';
  for await (const entry of zip.eachEntry())
    if (entry.fileName === 'word/document.xml') xml = await textOf(await zip.openReadStreamPromise(entry));
  const blocks: Block[] = [];
  const page: string[] = [];
  let inText = false;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    if (name === 'w:p') blocks.push({ text: '', set: [] });
    inText = name === 'w:t';
    const found = Object.entries(attributes).map(([key, value]) => `${name}@${key}=${value}`);
    if (/^w:pg(Sz|Mar)$/.test(name)) page.push(...found);
    else blocks.at(-1)?.set.push(...found);
  });
  parser.on('closetag', () => {
    inText = false;
  });
  parser.on('text', (more) => {
    if (inText) blocks.at(-1)!.text += more;
  });
  parser.write(xml).close();
  return { blocks, page };
}

describe('告知承诺: a commitment instead of a capital report (C1.2)', () => {
  it('the applicant reads the text, agrees, and the application shows that it was given, by whom, when, to which text', async () => {
    const { id } = await registration.begin(DRAFT);
    const text = await read(id);
    expect(text).toMatchObject({
      title: '临时存款账户资金缴存情况承诺书',
      addressee: '温州市鹿城区民政局',
      textHash: createHash('sha256')
        .update([text.title, text.addressee, ...text.paragraphs].join('\n'))
        .digest('hex'),
    });
    expect(text.paragraphs[0]).toContain('本人令狐冲之');
    expect(text).not.toHaveProperty('committed');

    const reply = await agree(id, text.textHash);
    const given = { by: 'li', at: '2026-11-24T02:00:00.000Z', textHash: text.textHash };
    expect(reply).toMatchObject({ status: 200, json: { committed: given } });
    expect(reply.headers.etag).toBe('"2"');
    expect((await shown(id)).committed).toEqual(given);
    expect((await read(id)).committed).toEqual(given);
    const { leader, document } = (await stored(id)).commitment!;
    expect(leader.index).toBe(0);
    expect(await registration.deps.texts.open(leader.name, id, 'commitment.leader')).toBe('令狐冲之');
    expect((await trail(id)).at(-1)).toMatchObject({
      action: 'committed',
      actor: { subject: 'li' },
      detail: { leader: 0, textHash: text.textHash, document: document.sha256 },
    });
  });

  it('with it and the papers the application is submitted', async () => {
    const { id } = await registration.begin(DRAFT);
    await attach((...call) => registration.li.call(...call), id, PAPERS);
    const early = await registration.li.post(`/v1/applications/${id}/submit`);
    expect((early.json as Fault).errors).toEqual([
      { pointer: '#/commitment', detail: expect.stringContaining('C1.2') },
    ]);
    await commit(id);
    expect((await registration.li.post(`/v1/applications/${id}/submit`)).json).toMatchObject({
      state: 'naming',
    });
  });

  it('each leader has a text of his own, and the one who commits is the one whose text was read', async () => {
    const { id } = await registration.begin(DRAFT);
    const [first, second] = [await read(id, 0), await read(id, 1)];
    expect(second.paragraphs[0]).toContain('任盈盈儿');
    expect(second.textHash).not.toBe(first.textHash);
    expect((await agree(id, first.textHash, 1)).status).toBe(409);
    expect((await agree(id, second.textHash, 1)).status).toBe(200);
    expect((await stored(id)).commitment?.leader.index).toBe(1);
  });

  it('given twice at once and once more it is one commitment; its kept document is the one recorded', async () => {
    const { id } = await registration.begin(DRAFT);
    const { textHash } = await read(id);
    const replies = await Promise.all(Array.from({ length: 4 }, () => agree(id, textHash)));
    replies.push(await agree(id, textHash));
    for (const { status, json } of replies)
      expect({ status, json }).toEqual({ status: 200, json: replies[0]!.json });
    expect((await trail(id)).filter(({ action }) => action === 'committed')).toHaveLength(1);
    const { document } = (await stored(id)).commitment!;
    const kept = await buffer((await registration.deps.files.read(document.key))!.stream);
    expect(createHash('sha256').update(kept).digest('hex')).toBe(document.sha256);
  });

  it('names nobody in clear: not in the table, not in what others are shown', async () => {
    const id = await registration.submitted(DRAFT);
    const { id: draft } = await registration.begin(DRAFT);
    await commit(draft);
    const answer = (await registration.as('county', '330302', 'chen').get(`/v1/applications/${id}`)).text;
    for (const text of [await registration.everything(), answer, JSON.stringify(await shown(draft))])
      expect(text).not.toMatch(/令狐冲之|任盈盈儿/);
  });
});

describe('承诺书文件: the commitment as a Word document', () => {
  it('before it is given: to be read, printed and signed, set as official documents are', async () => {
    const { id } = await registration.begin(DRAFT);
    const { title, addressee, paragraphs } = await read(id, 1);
    const reply = await registration.li.get(at(id, '.docx?leader=1'));
    expect(reply.headers).toMatchObject({
      'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${title}.docx`)}`,
      'cache-control': expect.stringContaining('no-store'),
    });
    const { blocks, page } = await wordOf(reply.bytes);
    expect(blocks.map(({ text }) => text)).toEqual([
      title,
      `${addressee}：`,
      ...paragraphs,
      '承诺人（签字）：________________',
      '日期：____年____月____日',
    ]);
    // A4 in twentieths of a point.
    expect(page).toEqual(expect.arrayContaining(['w:pgSz@w:w=11906', 'w:pgSz@w:h=16838']));
    const [heading, to, first, ...rest] = blocks;
    expect(heading!.set).toEqual(
      expect.arrayContaining(['w:jc@w:val=center', 'w:rFonts@w:eastAsia=黑体', 'w:sz@w:val=44']),
    );
    const body = ['w:rFonts@w:eastAsia=宋体', 'w:sz@w:val=32'];
    expect(to!.set).toEqual(expect.arrayContaining(body));
    expect(to!.set).not.toContain('w:ind@w:firstLineChars=200');
    expect(first!.set).toEqual(expect.arrayContaining([...body, 'w:ind@w:firstLineChars=200']));
    expect(rest.at(-1)!.set).toContain('w:jc@w:val=right');
  });

  it('given, it is the document of that moment, with who promised and the day', async () => {
    const { id } = await registration.begin(DRAFT);
    await commit(id);
    const reply = await registration.li.get(at(id, '.docx'));
    const { document } = (await stored(id)).commitment!;
    expect(createHash('sha256').update(reply.bytes).digest('hex')).toBe(document.sha256);
    const { blocks } = await wordOf(reply.bytes);
    expect(blocks.slice(-2).map(({ text }) => text)).toEqual([
      '承诺人：令狐冲之（已在线确认）',
      '日期：2026年11月24日',
    ]);
  });

  it('the county and the city read it with a line in the trail; the applicant reads his own without', async () => {
    const { id } = await registration.begin(DRAFT);
    await attach((...call) => registration.li.call(...call), id, PAPERS);
    await commit(id);
    await registration.li.post(`/v1/applications/${id}/submit`);
    const readers = [registration.as('county', '330302', 'chen'), registration.as('city', '3303', 'gao')];
    for (const reader of [registration.li, ...readers]) {
      const { status, bytes } = await reader.get(at(id, '.docx'));
      expect(status).toBe(200);
      expect((await wordOf(bytes)).blocks[0]?.text).toBe('临时存款账户资金缴存情况承诺书');
    }
    const reads = (await trail(id)).filter(({ action }) => action === 'commitment-read');
    expect(reads.map(({ actor }) => actor.subject)).toEqual(['chen', 'gao']);
  });
});

describe('承诺失效: what it speaks of must not change afterwards', () => {
  it.each<[string, object]>([
    ['name', { name: '温州市鹿城区南汇街道丹青协会' }],
    ['kind', { kind: 'private-non-enterprise' }],
    ['division', { division: '330381128' }],
    ['capitalFen', { capitalFen: 2_000_000 }],
    ['leaders', { leaders: [LEADERS[1]!, LEADERS[0]!] }],
    ['capitalProof', { capitalProof: 'report' }],
    ['track', { track: 'filed' }],
  ])(
    'another %s: the commitment is void, which the trail says, and asked for again',
    async (field, patch) => {
      const { id } = await registration.begin(DRAFT);
      await commit(id);
      const { textHash } = (await stored(id)).commitment!;
      const edited = await edit(id, patch);
      expect(edited.json).not.toHaveProperty('committed');
      expect((await stored(id)).commitment).toBeUndefined();
      expect((await trail(id)).at(-1)).toMatchObject({
        action: 'commitment-void',
        detail: { fields: [field], textHash },
      });
      if (field === 'capitalProof' || field === 'track') return;
      const { json } = await registration.li.post(`/v1/applications/${id}/submit`);
      expect((json as Fault).errors?.map(({ pointer }) => pointer)).toContain('#/commitment');
      expect((await agree(id, textHash)).status).toBe(409);
      expect((await commit(id)).status).toBe(200);
    },
  );

  it('what it does not speak of may change, and the same said again is no change', async () => {
    const { id } = await registration.begin(DRAFT);
    await commit(id);
    const { name, capitalFen, leaders } = DRAFT;
    const edited = await edit(id, { purpose: '弘扬书画艺术', staff: 3, name, capitalFen, leaders });
    expect(edited.json).toHaveProperty('committed');
    expect((await trail(id)).at(-1)?.action).toBe('edited');
  });
});

describe('不能承诺: each refusal says what to do', () => {
  it('of a text that is not the current one (409), and of none, or without agreeing (400)', async () => {
    const { id } = await registration.begin(DRAFT);
    const stale = await agree(id, 'a'.repeat(64));
    expect(stale.json).toMatchObject({ status: 409, detail: expect.stringContaining('重新读取承诺书') });
    const { textHash } = await read(id);
    for (const [body, field] of [
      [{ textHash, leader: 0 }, 'agreed'],
      [{ textHash, leader: 0, agreed: false }, 'agreed'],
      [{ textHash: 'abc', leader: 0, agreed: true }, 'textHash'],
      [{ textHash, leader: -1, agreed: true }, 'leader'],
    ] as const) {
      const reply = await registration.li.post(at(id), body);
      expect(reply.status).toBe(400);
      expect((reply.json as Fault).errors?.map(({ pointer }) => pointer)).toEqual([`#/body/${field}`]);
    }
    expect((await shown(id)).committed).toBeUndefined();
  });

  it('by a leader whom the draft does not name (422)', async () => {
    const { id } = await registration.begin(DRAFT);
    const asked = await registration.li.get(at(id, '?leader=2'));
    expect(asked.json).toMatchObject({ status: 422, errors: [{ pointer: '#/query/leader' }] });
    const reply = await agree(id, (await read(id)).textHash, 2);
    expect(reply.json).toMatchObject({ status: 422, errors: [{ pointer: '#/body/leader' }] });
  });

  it('with what the text needs not filled in: each field is named (422)', async () => {
    const { id } = await registration.begin({ track: 'registered', capitalProof: 'commitment' });
    for (const path of [at(id), at(id, '.docx')]) {
      const { json } = await registration.li.get(path);
      expect(json).toMatchObject({ status: 422 });
      expect((json as Fault).errors?.map(({ pointer }) => pointer)).toEqual(
        ['name', 'kind', 'division', 'capitalFen', 'leaders'].map((field) => `#/draft/${field}`),
      );
    }
  });

  it.each([
    ['who brings a capital report', { ...DRAFT, capitalProof: 'report' }],
    ['that is filed', CHOIR],
  ])('by one %s: there is nothing to promise (409)', async (_what, draft) => {
    const { id } = await registration.begin(draft);
    expect((await registration.li.get(at(id))).json).toMatchObject({
      status: 409,
      detail: expect.stringContaining('没有选择告知承诺'),
    });
    expect((await agree(id, 'a'.repeat(64))).status).toBe(409);
    expect((await registration.li.get(at(id, '.docx'))).status).toBe(409);
  });

  it('once it is submitted (409)', async () => {
    const id = await registration.submitted(DRAFT);
    expect((await agree(id, (await read(id)).textHash)).json).toMatchObject({
      status: 409,
      state: 'pending',
      detail: expect.stringContaining('不能修改'),
    });
  });

  it('another’s application is not there (404), nor is a document for the county before there is a commitment', async () => {
    const { id } = await registration.begin(DRAFT);
    const { textHash } = await read(id);
    for (const other of [
      registration.as('applicant', '330302', 'wang'),
      registration.as('organisation', '330302', 'li'),
    ]) {
      expect((await other.get(at(id))).status).toBe(404);
      expect((await other.get(at(id, '.docx'))).status).toBe(404);
      expect((await agree(id, textHash, 0, other)).status).toBe(404);
    }
    const proven = await registration.submitted({ ...DRAFT, capitalProof: 'report' });
    const early = await registration.as('county', '330302', 'chen').get(at(proven, '.docx'));
    expect(early.json).toMatchObject({ status: 404, detail: '申请人还没有作出承诺' });
    expect((await registration.as('township', '330302025').get(at(proven, '.docx'))).status).toBe(404);
  });
});
