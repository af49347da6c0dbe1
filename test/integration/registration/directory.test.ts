import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type {
  DirectoryItem,
  HsdsOrganization,
  HsdsPage,
} from '../../../functions/registration/directory/schema.ts';
import type { Organisation } from '../../../functions/registration/model/organisation.ts';
import { creditCode } from '../../../infra/ledger-workbook.ts';
import { HSDS_PAGE } from './hsds-schema.ts';
import { type RegistrationService, registrationService } from './service.ts';

const DIRECTORY = '/v1/directory';
const HSDS = '/v1/directory.hsds.json';

let registration: RegistrationService;
beforeAll(async () => {
  registration = await registrationService();
  await enter({ id: 'choir', name: '温州市鹿城区南汇街道红枫合唱队' });
  await enter({
    id: '3f6f6c5e-0c1b-4a56-9a0e-4b7d2f0a8c11',
    name: '温州市鹿城区松台街道邻里互助协会',
    kind: 'association',
    division: '330302026',
    track: 'registered',
    class: 'mature',
    actions: ['relief', 'safety'],
    purpose: '邻里互助，电话 13912345678，身份证 11010519491231002X，服务 2000 人',
    scope: '咨询 0577-88001234',
    creditCode: creditCode('12345678'),
    filingNumber: '33030220210001',
    hub: true,
    since: '2023-05-06',
  });
  await enter({
    id: 'tea',
    name: '瑞安市塘下镇烧茶会',
    division: '330381101',
    track: 'managed',
    purpose: undefined,
    scope: undefined,
  });
  await enter({ id: 'silent', name: '不公开的合唱队', public: false });
  await enter({ id: 'unasked', name: '没有表示的合唱队', public: undefined });
  await enter({ id: 'suspended', name: '停止活动的合唱队', status: 'suspended' });
  await enter({ id: 'dissolved', name: '已注销的合唱队', status: 'dissolved' });
});
afterAll(() => registration.close());

/** Puts an organisation that agreed to be public into the ledger; undefined takes a field away. */
async function enter(given: { [K in keyof Organisation]?: Organisation[K] | undefined }) {
  const { deps } = registration;
  const leaders = [
    { name: '张三丰', phone: '13800138000', position: '会长', backgrounds: ['party-member' as const] },
  ];
  const organisation = {
    name: given.id,
    kind: 'team',
    division: '330302025',
    track: 'filed',
    class: 'start-up',
    status: 'active',
    actions: ['culture'],
    purpose: '丰富居民文化生活',
    scope: '合唱排练和演出',
    members: { individuals: 15, units: 0 },
    staff: 2,
    public: true,
    applicationId: 'application-of-choir',
    contact: { role: 'applicant', subject: 'subject-of-li' },
    imported: { importId: 'import-7', row: 3 },
    reportedIn: { on: '2022-03-04', community: '330302025010' },
    since: '2022-01-02',
    policy: 'registration.v1',
    version: 1,
    ...given,
    leaders: await deps.leaders.seal(leaders, given.id!),
  } as Organisation;
  await deps.store.save({ organisation, audit: [] });
}

const publicly = (target: string, headers: Record<string, string> = {}) =>
  registration.call('GET', target, { headers });

async function items(query = ''): Promise<DirectoryItem[]> {
  const { json } = await publicly(`${DIRECTORY}${query}`);
  return (json as { items: DirectoryItem[] }).items;
}
const namesOf = (list: readonly { id: string }[]) => list.map(({ id }) => id);

describe('公开名录: everybody sees who agreed to be public', () => {
  it('is searched by a part of the name, however far behind it stands', async () => {
    expect(namesOf(await items('?name=烧茶&limit=1'))).toEqual(['tea']);
    expect(namesOf(await items('?name=合唱队'))).toEqual(['choir']);
    expect(namesOf(await items('?name=没有这样的'))).toEqual([]);
  });

  it('shows the active ones that agreed, by division, and nobody else', async () => {
    expect(namesOf(await items())).toEqual(['choir', '3f6f6c5e-0c1b-4a56-9a0e-4b7d2f0a8c11', 'tea']);
  });

  it('says what an organisation is, where, and what it does', async () => {
    const [choir, association, tea] = await items();
    expect(choir).toEqual({
      id: 'choir',
      name: '温州市鹿城区南汇街道红枫合唱队',
      kind: 'team',
      division: '330302025',
      divisionName: '温州市鹿城区南汇街道',
      track: 'filed',
      class: 'start-up',
      actions: ['culture'],
      purpose: '丰富居民文化生活',
      scope: '合唱排练和演出',
      members: { individuals: 15, units: 0 },
      hub: false,
      since: '2022-01-02',
    });
    expect(association).toMatchObject({ creditCode: creditCode('12345678'), hub: true, track: 'registered' });
    expect(tea).not.toHaveProperty('purpose');
  });

  it('shows nothing of its people, in neither form', async () => {
    for (const target of [DIRECTORY, HSDS]) {
      const { text } = await publicly(target);
      expect(text).toContain('红枫合唱队');
      expect(text).not.toMatch(
        /张三丰|张\*\*|13800138000|138\*|会长|party-member|subject-of-li|application-of-choir|import-7|leader|contact|phone|enc:/,
      );
    }
  });

  it('hides the numbers that somebody left in its purpose or scope, in both forms', async () => {
    for (const target of [DIRECTORY, HSDS]) {
      const { text } = await publicly(target);
      expect(text).toContain('邻里互助，电话 ****，身份证 ****，服务 2000 人');
      expect(text).toContain('咨询 ****');
    }
  });

  it.each([
    ['division=330302', ['choir', '3f6f6c5e-0c1b-4a56-9a0e-4b7d2f0a8c11']],
    ['division=330302026', ['3f6f6c5e-0c1b-4a56-9a0e-4b7d2f0a8c11']],
    ['action=safety', ['3f6f6c5e-0c1b-4a56-9a0e-4b7d2f0a8c11']],
    ['kind=team', ['choir', 'tea']],
    ['track=managed', ['tea']],
    ['class=mature', ['3f6f6c5e-0c1b-4a56-9a0e-4b7d2f0a8c11']],
    ['division=330381&action=relief', []],
  ])('%s narrows it down', async (query, ids) => {
    expect(namesOf(await items(`?${query}`))).toEqual(ids);
  });

  it.each([
    ['division=110000', 'division', '本市没有'],
    ['division=330303Z1', 'division', '功能区'],
    ['action=sport', 'action', '以下之一'],
    ['limit=101', 'limit', '1 至 100'],
    ['status=dissolved', 'status', ''],
    ['cursor=forged', 'cursor', ''],
  ])('refuses %s, at its field (400)', async (query, field, said) => {
    for (const target of [DIRECTORY, HSDS]) {
      const { status, json } = await publicly(`${target}?${query}`);
      expect(status).toBe(400);
      expect(json).toMatchObject({
        errors: [{ pointer: `#/query/${field}`, detail: expect.stringContaining(said) }],
      });
    }
  });

  it('an organisation agrees, is shown, thinks better of it and is gone', async () => {
    await enter({ id: 'changing', public: false, contact: { role: 'organisation', subject: 'changing' } });
    const changing = registration.as('organisation', '330302', 'changing');
    for (const agreed of [true, false]) {
      const { headers } = await changing.get('/v1/organisations/changing');
      const ifMatch = { 'if-match': headers.etag! };
      await changing.call('PATCH', '/v1/organisations/changing', { public: agreed }, ifMatch);
      expect(namesOf(await items()).includes('changing')).toBe(agreed);
    }
  });

  it('who has withdrawn is not shown even while the index still lists it', async () => {
    await enter({ id: 'late', division: '330326100' });
    expect(namesOf(await items('?division=330326'))).toEqual(['late']);
    const { documentClient, table } = registration.cloud;
    await documentClient.send(
      new UpdateCommand({
        TableName: table,
        Key: { PK: 'ORGANISATION#late', SK: 'ORGANISATION' },
        UpdateExpression: 'SET #public = :no',
        ExpressionAttributeNames: { '#public': 'public' },
        ExpressionAttributeValues: { ':no': false },
      }),
    );
    expect(await items('?division=330326')).toEqual([]);
  });
});

describe('公开名录: cheap to serve, and to follow', () => {
  it('a page may be kept for five minutes, and costs nothing to send when it is unchanged (304)', async () => {
    for (const target of [DIRECTORY, HSDS]) {
      const { headers } = await publicly(target);
      expect(headers['cache-control']).toBe('public, max-age=300');
      const again = await publicly(target, { 'if-none-match': headers.etag! });
      expect([again.status, again.text]).toEqual([304, '']);
      const other = await publicly(`${target}?limit=1`, { 'if-none-match': headers.etag! });
      expect(other.status).toBe(200);
    }
  });

  it('who follows the pages gets each organisation once, in both forms', async () => {
    const made = Array.from({ length: 25 }, (_, serial) => `many-${String(serial).padStart(2, '0')}`);
    for (const [at, id] of made.entries()) {
      const actions: Organisation['actions'] = at % 3 === 0 ? ['safety'] : ['culture'];
      await enter({ id, division: '330327100', actions });
    }
    const wanted = {
      '': made,
      '&action=safety': made.filter((_, at) => at % 3 === 0),
    };
    for (const [filter, ids] of Object.entries(wanted)) {
      const query = `?division=330327${filter}&limit=7`;
      const found = await follow(`${DIRECTORY}${query}`, (json) => json as Followed<DirectoryItem>);
      expect(found.map(({ id }) => id)).toEqual(ids);
      const hsds = await follow(`${HSDS}${query}`, (json) => {
        const { contents, next, ...page } = json as HsdsPage;
        expect(page.size).toBe(contents.length);
        expect(page.last_page).toBe(next === undefined);
        return { items: contents, next };
      });
      expect(hsds.map(({ name }) => name)).toEqual(ids);
      expect(new Set(hsds.map(({ id }) => id)).size).toBe(ids.length);
    }
  });

  it('a cursor is good for its own list only (400)', async () => {
    const { json } = await publicly(`${DIRECTORY}?division=330302&limit=1`);
    const cursor = encodeURIComponent((json as { next: string }).next);
    expect((await publicly(`${DIRECTORY}?division=330302&limit=1&cursor=${cursor}`)).status).toBe(200);
    expect((await publicly(`${DIRECTORY}?division=330381&limit=1&cursor=${cursor}`)).status).toBe(400);
  });

  it('a page is one query of the index and one read of its organisations', async () => {
    const sent: string[] = [];
    registration.cloud.documentClient.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          sent.push(commandName!);
          return next(args);
        },
      { step: 'initialize', name: 'count' },
    );
    await publicly(`${DIRECTORY}?limit=100`);
    registration.cloud.documentClient.middlewareStack.remove('count');
    expect(sent).toEqual(['QueryCommand', 'BatchGetItemCommand']);
  });
});

interface Followed<T> {
  items: readonly T[];
  next?: string | undefined;
}

async function follow<T>(target: string, read: (json: unknown) => Followed<T>): Promise<T[]> {
  const found: T[] = [];
  let cursor = '';
  do {
    const { items, next } = read((await publicly(target + cursor)).json);
    found.push(...items);
    cursor = next ? `&cursor=${encodeURIComponent(next)}` : '';
  } while (cursor);
  return found;
}

describe('公开名录: Open Referral HSDS 3', () => {
  const ajv = new Ajv2020({ allErrors: true });
  addFormats.default(ajv);
  const fits = ajv.compile(HSDS_PAGE);
  const page = async (query = '') => (await publicly(`${HSDS}${query}`)).json as HsdsPage;

  it('is what its schema says, also when it is empty', async () => {
    for (const query of ['', '?limit=1', '?division=330324']) {
      const json = await page(query);
      expect([query, fits(json), fits.errors]).toEqual([query, true, null]);
    }
    expect(await page('?division=330324')).toEqual({
      size: 0,
      first_page: true,
      last_page: true,
      empty: true,
      contents: [],
    });
  });

  it.each<[string, (one: HsdsOrganization) => object]>([
    ['without its description', ({ description: _, ...one }) => one],
    ['with an id that is no UUID', (one) => ({ ...one, id: 'choir' })],
    ['with a field that HSDS does not have', (one) => ({ ...one, leaders: [] })],
    ['with a service without status', (one) => ({ ...one, services: [{ id: one.id, name: '文化服务' }] })],
  ])('an organization %s would not pass', async (_what, broken) => {
    const json = await page();
    expect(fits({ ...json, contents: json.contents.map(broken) })).toBe(false);
  });

  it('an organisation is told with its numbers, its division and its actions as services', async () => {
    const { contents } = await page('?division=330302026');
    const [association] = contents;
    const id = '3f6f6c5e-0c1b-4a56-9a0e-4b7d2f0a8c11';
    expect(association).toMatchObject({
      id,
      name: '温州市鹿城区松台街道邻里互助协会',
      description: '邻里互助，电话 ****，身份证 ****，服务 2000 人',
      legal_status: '社会团体（登记）',
      year_incorporated: 2023,
      organization_identifiers: [
        {
          organization_id: id,
          identifier_type: '统一社会信用代码',
          identifier: creditCode('12345678'),
        },
        { organization_id: id, identifier_type: '备案编号', identifier: '33030220210001' },
      ],
      locations: [{ organization_id: id, name: '温州市鹿城区松台街道', external_identifier: '330302026' }],
      services: [
        { organization_id: id, name: '救助服务', status: 'active', description: '咨询 ****' },
        { organization_id: id, name: '平安服务' },
      ],
    });
    for (const { id: service, attributes, service_areas } of association!.services) {
      expect(service_areas).toMatchObject([{ service_id: service, name: '温州市鹿城区松台街道' }]);
      expect(attributes).toMatchObject([{ link_id: service, link_entity: 'service' }]);
    }
    const codes = association!.services.flatMap(({ attributes }) =>
      attributes.map(({ taxonomy_term }) => taxonomy_term.code),
    );
    expect(codes).toEqual(['A1', 'A3']);
  });

  it('one that is no legal person has no year of incorporation; one without a purpose is still described', async () => {
    const [tea] = (await page('?division=330381101')).contents;
    expect(tea).toMatchObject({
      description: '温州市瑞安市塘下镇的群众活动团队',
      legal_status: '群众活动团队（村居管理）',
      organization_identifiers: [],
    });
    expect(tea).not.toHaveProperty('year_incorporated');
  });

  it('ids stay the same from one reading to the next, and no two things share one', async () => {
    const first = await page();
    expect((await page()).contents).toEqual(first.contents);
    const ids = first.contents.flatMap(({ id, organization_identifiers, locations, services }) => [
      id,
      ...[...organization_identifiers, ...locations].map((one) => one.id),
      ...services.flatMap((one) => [
        one.id,
        ...[...one.service_areas, ...one.attributes].map((nested) => nested.id),
      ]),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
