import { randomBytes, randomUUID } from 'node:crypto';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { routes as assessmentRoutes } from '../../../functions/platform/assessments/routes.ts';
import type { Deps } from '../../../functions/platform/deps.ts';
import { routes as evidenceRoutes } from '../../../functions/platform/evidence/routes.ts';
import { handlers } from '../../../functions/platform/handlers.ts';
import { routes as modelRoutes } from '../../../functions/platform/models/routes.ts';
import { routes as operationRoutes } from '../../../functions/platform/operation/routes.ts';
import { platformPolicyOn } from '../../../functions/platform/policy/index.ts';
import { nameCipher, peopleCipher } from '../../../functions/platform/privacy.ts';
import { routes as ratingRoutes } from '../../../functions/platform/ratings/routes.ts';
import { routes as registerRoutes } from '../../../functions/platform/register/routes.ts';
import { routes as reportRoutes } from '../../../functions/platform/reports/routes.ts';
import { platformStore } from '../../../functions/platform/store/index.ts';
import type { Role } from '../../../shared/auth/caller.ts';
import { today } from '../../../shared/calendar/today.ts';
import type { EventData, EventType } from '../../../shared/events/catalogue.ts';
import { type CloudEvent, newEvent } from '../../../shared/events/envelope.ts';
import { fileStore, filesClient } from '../../../shared/files/index.ts';
import { createApi } from '../../../shared/http/api.ts';
import { fieldCipher, localKeys } from '../../../shared/privacy/index.ts';
import { AlreadyDone, createStore } from '../../../shared/store/index.ts';
import { testCloud } from '../../support/cloud.ts';
import { clientOf } from '../http/client.ts';
import { startIssuer } from '../http/issuer.ts';

const routes = [
  ...registerRoutes,
  ...evidenceRoutes,
  ...reportRoutes,
  ...operationRoutes,
  ...assessmentRoutes,
  ...ratingRoutes,
  ...modelRoutes,
];

/** 南汇街道, and the streets beside it. */
export const NANHUI = '330302025';

/** A platform that lacks nothing but reports and services. */
export const WHOLE = {
  name: '南汇街道社会组织服务平台',
  base: {
    kind: 'social-work-station',
    name: '南汇街道社工站',
    address: '南汇街道文化中心二楼',
    areaM2: 160,
    tenure: 'own',
  },
  operator: {
    kind: 'third-party',
    name: '温州市鹿城区春晖社会工作服务中心',
    creditCode: '52330302MJ1234567X',
    independent: true,
    outside: false,
    socialWorkers: 3,
    contract: { from: '2021-01-01', to: '2027-12-31' },
  },
  staff: {
    total: 3,
    socialWorkers: 1,
    people: [{ name: '欧阳晓燕', role: '社工', phone: '13812345678', socialWorker: true }],
  },
  opening: { daysAWeek: 6, hours: '8:30—17:30' },
  rules: [{ title: '平台管理办法', publishedOn: '2021-01-01' }],
  funds: ['2021', '2022', '2023', '2026', '2027'].map((year) => ({
    year,
    fen: 50_000_000,
    source: 'budget',
  })),
};

export const SAID = { guided: 6, daysOpen: 24, work: '举办项目对接会一次' };

/** The platform service on a table of its own, with a clock that a test can set. */
export async function platformService() {
  const cloud = await testCloud('platform');
  const issuer = await startIssuer();
  const clock = { now: new Date('2026-11-25T02:00:00.000Z') };
  const now = () => clock.now;
  const store = createStore({
    client: cloud.documentClient,
    table: cloud.table,
    now,
    cursorSecret: 'x'.repeat(32),
  });
  const s3 = filesClient();
  const keys = localKeys({ test: randomBytes(32).toString('base64') }, 'test');
  const deps: Deps = {
    store: platformStore(store),
    people: peopleCipher(fieldCipher(keys), cloud.table),
    names: nameCipher(fieldCipher(keys), cloud.table),
    files: fileStore({ client: s3, bucket: cloud.bucket, now }),
    now,
    today: () => today(clock.now),
    newId: randomUUID,
    newToken: () => randomBytes(24).toString('base64url'),
    policyOn: platformPolicyOn,
  };
  const handler = createApi({
    service: 'platform',
    routes,
    deps,
    settings: issuer.settings,
    memory: deps.store,
  });
  const call = clientOf(handler, routes);

  /** Calls as somebody. */
  const as = (role: Role, division: string, subject = `${role}-${division}`) => {
    let token: Promise<string> | undefined;
    const act = async (
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ) => {
      token ??= issuer.token(role, division, subject);
      return call(method, path, { token: await token, headers, ...(body !== undefined && { body }) });
    };
    return {
      call: act,
      get: (path: string) => act('GET', path),
      post: (path: string, body?: unknown, headers?: Record<string, string>) =>
        act('POST', path, body, headers),
    };
  };

  const itemsUnder = async (prefix: string) => {
    const found: Record<string, unknown>[] = [];
    for await (const { Items = [] } of paginateScan(
      { client: cloud.documentClient },
      {
        TableName: cloud.table,
        FilterExpression: 'begins_with(PK, :prefix)',
        ExpressionAttributeValues: { ':prefix': prefix },
      },
    ))
      found.push(...Items);
    return found;
  };

  /** An event of another service, delivered by the queue; what was had before is passed over. */
  const deliver = async (event: CloudEvent, on: Deps = deps) => {
    const handle = handlers[event.type] as (event: CloudEvent, deps: Deps) => Promise<void>;
    await handle(event, on).catch((error: unknown) => {
      if (!(error instanceof AlreadyDone)) throw error;
    });
  };
  const eventOf = <T extends EventType>(type: T, data: EventData<T>) =>
    newEvent(type, { subject: 'test', correlationId: 'test', data }, deps) as unknown as CloudEvent;

  return {
    cloud,
    deps,
    call,
    as,
    deliver,
    eventOf,
    /** Sets the clock, in Shanghai. */
    at: (day: string, time = '10:00:00') => {
      clock.now = new Date(`${day}T${time}+08:00`);
    },
    township: (code = NANHUI) => as('township', code, `wu-${code}`),
    /** A need matched in a division, as matching tells it. */
    matched: (division: string, matchedOn: string, needId: string = randomUUID()) =>
      eventOf('matching.need.matched', {
        needId,
        division,
        action: 'relief',
        matchId: needId,
        organisationId: 'o-1',
        origin: 'claim',
        publishedOn: matchedOn,
        matchedOn,
      }),
    /** The events in the outbox of one type about one thing, in order. */
    outbox: async <T extends EventType>(type: T, subject: string) =>
      (await itemsUnder('OUTBOX#'))
        .map(({ event }) => JSON.parse(event as string) as CloudEvent)
        .filter((one) => one.type === type && one.subject === subject)
        .sort((a, b) => a.time.localeCompare(b.time)) as unknown as CloudEvent<T>[],
    /** What was done to a platform and by whom, in order. */
    audit: async (township: string) => {
      const { items } = await store.trail(`PLATFORM#${township}`, { limit: 100, scope: 'test' });
      return items.map(({ action, actor }) => `${action} by ${actor.subject}`);
    },
    /** Every item of a platform, as text. */
    everything: async () => JSON.stringify(await itemsUnder('')),
    close: async () => {
      s3.destroy();
      await issuer.close();
    },
  };
}

export type PlatformService = Awaited<ReturnType<typeof platformService>>;

/** Has a platform lack nothing on a day: registered, with reports in time and services of the months before. */
export async function operatingFrom(
  service: PlatformService,
  township: string,
  days: { registered: string; reported: readonly [month: string, on: string][] },
) {
  const wu = service.township(township);
  service.at(days.registered);
  const { status, json } = await wu.call('PUT', `/v1/platforms/${township}`, {
    ...WHOLE,
    name: `平台${township}`,
  });
  if (status !== 201) throw new Error(JSON.stringify(json));
  for (const [month, on] of days.reported) {
    service.at(on);
    for (let nth = 0; nth < 2; nth++) await service.deliver(service.matched(township, `${month}-15`));
    const reply = await wu.post(`/v1/platforms/${township}/reports`, { month, ...SAID });
    if (reply.status !== 201) throw new Error(JSON.stringify(reply.json));
  }
  return wu;
}
