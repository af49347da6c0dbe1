import { randomUUID } from 'node:crypto';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { expect } from '@jest/globals';
import type { Deps } from '../../../functions/activity/deps.ts';
import { routes as importRoutes } from '../../../functions/activity/import/routes.ts';
import { type Activity, contributionOf } from '../../../functions/activity/model/activity.ts';
import { organisationTold } from '../../../functions/activity/organisations/told.ts';
import { activityPolicyOn } from '../../../functions/activity/policy/index.ts';
import { routes as recordRoutes } from '../../../functions/activity/records/routes.ts';
import { activityStore } from '../../../functions/activity/store/index.ts';
import type { Role } from '../../../shared/auth/caller.ts';
import { today } from '../../../shared/calendar/today.ts';
import type { EventData, EventType } from '../../../shared/events/catalogue.ts';
import { type CloudEvent, newEvent } from '../../../shared/events/envelope.ts';
import type { Standing } from '../../../shared/events/shapes.ts';
import { fileStore, filesClient } from '../../../shared/files/index.ts';
import { createApi } from '../../../shared/http/api.ts';
import { createStore } from '../../../shared/store/index.ts';
import { testCloud } from '../../support/cloud.ts';
import { clientOf } from '../http/client.ts';
import { startIssuer } from '../http/issuer.ts';

/** What the functions for records answer. */
const routes = [...recordRoutes, ...importRoutes];

type Registered = EventData<'registration.organisation.registered'>;

/** 春秋社区, and the street and the county that it lies in. */
export const VILLAGE = '330302025010';
export const TOWNSHIP = '330302025';
export const COUNTY = '330302';

/** An activity of 春秋社区 about which nothing is odd. */
export const CONCERT = {
  title: '重阳节敬老演出',
  on: '2026-11-20',
  from: '09:00',
  to: '11:00',
  division: VILLAGE,
  action: 'culture',
  kinds: ['choir'],
  participants: 45,
  volunteers: 12,
  partyMembers: 3,
  minutes: 1_440,
  served: { 'empty-nest': 30 },
};

/** What CONCERT adds to the counts of its month. */
export const OF_CONCERT = {
  activities: 1,
  participants: 45,
  volunteers: 12,
  partyMembers: 3,
  minutes: 1_440,
  'action:culture': 1,
  'served:empty-nest': 30,
};

export interface Shown {
  id: string;
  state: string;
  flags: { code: string; why: string; with?: string[] }[];
  [field: string]: unknown;
}

/** The activity service's records on a table of its own, with a clock that a test can set. */
export async function activityService() {
  const cloud = await testCloud('activity');
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
  const deps: Deps = {
    store: activityStore(store),
    files: fileStore({ client: s3, bucket: cloud.bucket, now }),
    now,
    today: () => today(clock.now),
    newId: randomUUID,
    policyOn: activityPolicyOn,
    measure: () => {},
  };
  const apiOn = (on: Deps) =>
    clientOf(
      createApi({ service: 'activity', routes, deps: on, settings: issuer.settings, memory: on.store }),
      routes,
    );
  const call = apiOn(deps);

  /** All items of the table whose partition keys begin alike. */
  async function scanned<T>(prefix: string): Promise<T[]> {
    const found: T[] = [];
    for await (const { Items = [] } of paginateScan(
      { client: cloud.documentClient },
      {
        TableName: cloud.table,
        FilterExpression: 'begins_with(PK, :prefix)',
        ExpressionAttributeValues: { ':prefix': prefix },
      },
    ))
      found.push(...(Items as T[]));
    return found;
  }

  /** Calls as somebody. */
  const as = (role: Role, division: string, subject = `${role}-${division}`, on?: Deps) => {
    let token: Promise<string> | undefined;
    const caller = on ? apiOn(on) : call;
    const act = async (
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ) => {
      token ??= issuer.token(role, division, subject);
      return caller(method, path, { token: await token, headers, ...(body !== undefined && { body }) });
    };
    return {
      call: act,
      get: (path: string) => act('GET', path),
      post: (path: string, body?: unknown, headers?: Record<string, string>) =>
        act('POST', path, body, headers),
      patch: (path: string, body: unknown, version: number | string) =>
        act('PATCH', path, body, { 'if-match': `"${version}"` }),
    };
  };

  return {
    cloud,
    deps,
    call,
    as,
    set: (instant: string) => {
      clock.now = new Date(instant);
    },
    /** Lets time pass. */
    pass: ({ days }: { days: number }) => {
      clock.now = new Date(clock.now.getTime() + days * 86_400_000);
    },
    /** Has registration tell of an organisation; whoever has its id as subject speaks for it. */
    enrol: async (
      id: string,
      { standing, ...about }: Partial<Omit<Registered, 'standing'>> & { standing?: Partial<Standing> } = {},
    ) => {
      const data = {
        organisationId: id,
        name: `温州市鹿城区南汇街道${id}艺术团`,
        kind: 'team' as const,
        division: VILLAGE,
        registeredOn: '2025-01-01',
        ...about,
        standing: {
          version: 1,
          track: 'filed' as const,
          class: 'growing' as const,
          status: 'active' as const,
          actions: ['culture' as const],
          hub: false,
          contact: { role: 'organisation' as const, subject: id },
          ...standing,
        },
      };
      await organisationTold(
        newEvent('registration.organisation.registered', { subject: id, correlationId: 'test', data }, deps),
        deps,
      );
      return as('organisation', COUNTY, id);
    },
    /** What an organisation's activities of a month add up to. */
    counts: async (organisation: string, month = '2026-11') => {
      const [found] = await deps.store.counts([{ organisation, month }]);
      const { organisation: _, month: __, ...counts } = found ?? {};
      return Object.fromEntries(Object.entries(counts).filter(([, value]) => value !== 0));
    },
    /** The counts of all organisations and months as they are kept, and as they are counted from the records. */
    recounted: async () => {
      const kept: Record<string, number> = {};
      const counted: Record<string, number> = {};
      const add = (to: Record<string, number>, of: string, counts: Readonly<Record<string, unknown>>) => {
        for (const [name, value] of Object.entries(counts))
          if (typeof value === 'number' && value !== 0)
            to[`${of} ${name}`] = (to[`${of} ${name}`] ?? 0) + value;
      };
      for (const { SK, organisation, month, ...counts } of await scanned<
        Record<string, unknown> & { SK: string }
      >('ORGANISATION#'))
        if (SK.startsWith('MONTH#')) add(kept, `${organisation} ${month}`, counts);
      for (const activity of await scanned<Activity & { SK: string }>('ACTIVITY#')) {
        const adds = activity.SK === 'ACTIVITY' ? contributionOf(activity) : undefined;
        if (adds) add(counted, `${adds.organisation} ${adds.month}`, adds.counts);
      }
      return { kept, counted };
    },
    /** What has to be computed anew, as division and period. */
    dirty: async () =>
      [
        ...new Set(
          (await scanned<{ division: string; period: string }>('DIRTY#')).map(
            ({ division, period }) => `${division} ${period}`,
          ),
        ),
      ].sort(),
    /** The events in the outbox of one type about one thing, in order. */
    outbox: async <T extends EventType>(type: T, subject?: string) =>
      (await scanned<{ event: string }>('OUTBOX#'))
        .map(({ event }) => JSON.parse(event) as CloudEvent)
        .filter((one) => one.type === type && (subject === undefined || one.subject === subject))
        .sort((a, b) => a.time.localeCompare(b.time)) as unknown as CloudEvent<T>[],
    /** What was done to an activity and by whom, in order. */
    audit: async (id: string) => {
      const { items } = await store.trail(`ACTIVITY#${id}`, { limit: 100, scope: 'test' });
      return items.map(({ action, actor }) => `${action} by ${actor.subject}`);
    },
    close: async () => {
      s3.destroy();
      await issuer.close();
    },
  };
}

export type ActivityService = Awaited<ReturnType<typeof activityService>>;
export type Who = ReturnType<ActivityService['as']>;

/** Records an activity and gives it as it is shown. */
export async function recordedBy(who: Who, facts: object = CONCERT): Promise<Shown> {
  const { status, json } = await who.post('/v1/activities', facts);
  expect({ status, json }).toMatchObject({ status: 201 });
  return json as Shown;
}
