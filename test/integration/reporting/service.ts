/** The reporting service on a table of its own: what other services tell comes by its inbox's handlers. */
import { randomUUID } from 'node:crypto';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { routes as achievementRoutes } from '../../../functions/reporting/achievements/routes.ts';
import type { Deps } from '../../../functions/reporting/deps.ts';
import { routes as exportRoutes } from '../../../functions/reporting/exports/routes.ts';
import { computeDue } from '../../../functions/reporting/figures/compute.ts';
import { handlers } from '../../../functions/reporting/handlers.ts';
import { routes as openRoutes } from '../../../functions/reporting/open/routes.ts';
import { reportingPolicyOn } from '../../../functions/reporting/policy/index.ts';
import { provinceOf, ReceiverSettings } from '../../../functions/reporting/pushes/settings.ts';
import { routes as reportRoutes } from '../../../functions/reporting/reports/routes.ts';
import { reportingStore } from '../../../functions/reporting/store/index.ts';
import type { Role } from '../../../shared/auth/caller.ts';
import { today } from '../../../shared/calendar/today.ts';
import type { EventData, EventType } from '../../../shared/events/catalogue.ts';
import { type CloudEvent, newEvent } from '../../../shared/events/envelope.ts';
import { fileStore, filesClient } from '../../../shared/files/index.ts';
import { createApi } from '../../../shared/http/api.ts';
import { createStore } from '../../../shared/store/index.ts';
import { testCloud } from '../../support/cloud.ts';
import { clientOf, type Reply } from '../http/client.ts';
import { startIssuer } from '../http/issuer.ts';

/** 鹿城区, 南汇街道 in it, a community there; 龙湾区 beside it. */
export const COUNTY = '330302';
export const TOWNSHIP = '330302025';
export const VILLAGE = '330302025010';
export const CITY = '3303';
export const BESIDE = '330303';

/** A reply with its body as tests look at it. */
const replied = ({ json, ...reply }: Reply) => ({
  ...reply,
  body: json as Record<string, unknown> & {
    items: Record<string, unknown>[];
    next: string;
    errors: { pointer: string; detail: string }[];
  },
});

/** @param at the instant that it is, until a test sets another */
export async function reportingService({ at = '2023-02-20T02:00:00.000Z' } = {}) {
  const cloud = await testCloud('reporting');
  const issuer = await startIssuer();
  const clock = { now: new Date(at) };
  const now = () => clock.now;
  const store = createStore({
    client: cloud.documentClient,
    table: cloud.table,
    now,
    cursorSecret: 'x'.repeat(32),
  });
  const s3 = filesClient();
  const alarms: string[] = [];
  const deps: Deps = {
    store: reportingStore(store),
    files: fileStore({ client: s3, bucket: cloud.bucket, now }),
    now,
    today: () => today(clock.now),
    newId: randomUUID,
    policyOn: reportingPolicyOn,
    alarm: (what) => alarms.push(what),
    // No receiver is set: what is pushed waits.
    province: provinceOf(ReceiverSettings.parse({})),
  };
  const routes = [...achievementRoutes, ...reportRoutes, ...openRoutes, ...exportRoutes];
  const handler = createApi({
    service: 'reporting',
    routes,
    deps,
    settings: issuer.settings,
    memory: deps.store,
  });
  const call = clientOf(handler, routes);
  /** Calls as somebody; without a role as anybody. */
  const as = (role?: Role, division = CITY, subject = `${role}-${division}`) => {
    const act = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
      replied(
        await call(method, path, {
          headers,
          ...(role && { token: await issuer.token(role, division, subject) }),
          ...(body !== undefined && { body }),
        }),
      );
    return { call: act, get: (path: string) => act('GET', path) };
  };

  const eventOf = <T extends EventType>(type: T, data: EventData<T>) =>
    newEvent(type, { subject: 'test', correlationId: 'test', data }, deps) as unknown as CloudEvent;
  /** An event of another service, as the queue delivers it. */
  const deliver = async (event: CloudEvent, on: Deps = deps) => {
    await (handlers[event.type] as (event: CloudEvent, deps: Deps) => Promise<void>)(event, on);
  };
  const tell = async <T extends EventType>(type: T, data: EventData<T>) => deliver(eventOf(type, data));
  const items = async (prefix: string) => {
    const found: Record<string, unknown>[] = [];
    for await (const { Items = [] } of paginateScan(
      { client: cloud.documentClient },
      {
        TableName: cloud.table,
        FilterExpression: 'begins_with(PK, :prefix)',
        ExpressionAttributeValues: { ':prefix': prefix },
        ConsistentRead: true,
      },
    ))
      found.push(...Items);
    return found;
  };

  return {
    cloud,
    deps,
    alarms,
    as,
    eventOf,
    deliver,
    tell,
    items,
    /** Sets the clock, in Shanghai. */
    at: (day: string, time = '10:00:00') => {
      clock.now = new Date(`${day}T${time}+08:00`);
    },
    /** Has the schedule's time come until nothing is left to be computed. */
    compute: async () => {
      while ((await computeDue(deps, new Date(clock.now.getTime() + 60_000))) > 0);
    },
    figure: async (division: string, period: string, indicator: string) => {
      const [found] = await deps.store.standings([{ division, period }]);
      return found?.figures[indicator];
    },
    stop: async () => {
      await issuer.close();
      s3.destroy();
    },
  };
}
export type Service = Awaited<ReturnType<typeof reportingService>>;

/** An organisation of the ledger, as registration tells of it. */
export const organisation = (
  organisationId: string,
  {
    division = VILLAGE,
    version = 1,
    ...standing
  }: Partial<EventData<'registration.organisation.filed'>['standing']> & { division?: string } = {},
) => ({
  organisationId,
  name: '南汇街道志愿者协会',
  kind: 'team' as const,
  division,
  standing: {
    version,
    track: 'filed' as const,
    class: 'growing' as const,
    status: 'active' as const,
    actions: ['relief' as const, 'culture' as const],
    hub: false,
    ...standing,
  },
});

/** An activity, as the activity service tells what it counts. */
export const activity = (
  activityId: string,
  changes: Partial<EventData<'activity.record.counted'>> = {},
): EventData<'activity.record.counted'> => ({
  activityId,
  organisationId: 'o-1',
  division: VILLAGE,
  on: '2023-01-10',
  action: 'culture',
  kinds: ['choir'],
  counts: true,
  participants: 20,
  volunteers: 3,
  minutes: 90,
  served: {},
  revision: 1,
  ...changes,
});

/** The average activity of a division, as the activity service publishes it (T2). */
export const rate = (
  division: string,
  period: string,
  numerator: number,
  denominator: number,
  revision = 1,
): EventData<'activity.rate.published'> => ({
  rateId: `${division}/${period}`,
  division,
  period,
  numerator,
  denominator,
  policy: 'activity.2021',
  edition: 1,
  publishedOn: '2023-02-11',
  revision,
});
