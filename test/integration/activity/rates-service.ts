/** The rates of the activity service on a table of its own: counts are put by small writes, as records move them. */
import { randomUUID } from 'node:crypto';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { routes as attentionRoutes } from '../../../functions/activity/attention/routes.ts';
import type { Deps } from '../../../functions/activity/deps.ts';
import { contributionOf } from '../../../functions/activity/model/activity.ts';
import { type Judged, type Rate, ratesByDivision } from '../../../functions/activity/model/activity-rate.ts';
import type { Causes } from '../../../functions/activity/model/cause.ts';
import type { Figure } from '../../../functions/activity/model/figure.ts';
import { organisationTold } from '../../../functions/activity/organisations/told.ts';
import { activityPolicyOn } from '../../../functions/activity/policy/index.ts';
import { ratesDue } from '../../../functions/activity/rates/begin.ts';
import { begunPeriods } from '../../../functions/activity/rates/check.ts';
import { rates } from '../../../functions/activity/rates/handlers.ts';
import { recompute } from '../../../functions/activity/rates/recompute.ts';
import { routes as ratesRoutes } from '../../../functions/activity/rates/routes.ts';
import { routes as recordRoutes } from '../../../functions/activity/records/routes.ts';
import { markLook } from '../../../functions/activity/store/attention.ts';
import { monthCountOf, moveCounts } from '../../../functions/activity/store/counts.ts';
import { markDirty } from '../../../functions/activity/store/dirty.ts';
import { activityStore } from '../../../functions/activity/store/index.ts';
import type { Role } from '../../../shared/auth/caller.ts';
import { monthOf } from '../../../shared/calendar/months.ts';
import { lastDayOf } from '../../../shared/calendar/periods.ts';
import { today } from '../../../shared/calendar/today.ts';
import { parentOf } from '../../../shared/divisions/index.ts';
import type { EventType } from '../../../shared/events/catalogue.ts';
import { type CloudEvent, newEvent } from '../../../shared/events/envelope.ts';
import type { Class, Status } from '../../../shared/events/shapes.ts';
import { fileStore, filesClient } from '../../../shared/files/index.ts';
import { createApi } from '../../../shared/http/api.ts';
import { AlreadyDone, createStore } from '../../../shared/store/index.ts';
import { scanAtOnce } from '../../../shared/store/scan.ts';
import { testCloud } from '../../support/cloud.ts';
import { clientOf } from '../http/client.ts';
import { startIssuer } from '../http/issuer.ts';

/** What is asked of figures, the records that they come from, and who needs attention. */
const routes = [...ratesRoutes, ...recordRoutes, ...attentionRoutes];

/** What news of an organisation a test tells. */
interface News {
  on?: string;
  division?: string;
  class?: Class;
  status?: Status;
  version?: number;
}

export const VILLAGE = '330302025010';
export const BESIDE = '330302025019';
export const TOWNSHIP = '330302025';
export const COUNTY = '330302';
export const CITY = '3303';

const FACTS = {
  title: '合唱排练',
  from: '09:00',
  to: '10:00',
  division: VILLAGE,
  action: 'culture' as const,
  kinds: ['choir' as const],
  participants: 10,
  volunteers: 1,
  partyMembers: 0,
  minutes: 60,
  served: {},
  photos: [],
};

export async function ratesService({ at = '2022-03-20T02:00:00.000Z' } = {}) {
  const cloud = await testCloud('activity');
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
  const measured = new Map<string, number>();
  const deps: Deps = {
    store: activityStore(store),
    files: fileStore({ client: s3, bucket: cloud.bucket, now }),
    now,
    today: () => today(clock.now),
    newId: randomUUID,
    policyOn: activityPolicyOn,
    measure: (what, count) => measured.set(what, count),
  };

  const handler = createApi({
    service: 'activity',
    routes,
    deps,
    settings: issuer.settings,
    memory: deps.store,
  });
  const call = clientOf(handler, routes);
  /** Calls as somebody; without a role as anybody. */
  const as = (role?: Role, division = CITY, subject = `${role}-${division}`) => {
    const act = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
      call(method, path, {
        headers,
        ...(role && { token: await issuer.token(role, division, subject) }),
        ...(body !== undefined && { body }),
      });
    return {
      get: (path: string) => act('GET', path),
      post: (path: string, body: unknown) => act('POST', path, body),
      patch: (path: string, body: unknown, version: number) =>
        act('PATCH', path, body, { 'if-match': `"${version}"` }),
    };
  };

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
  const outbox = async <T extends EventType>(type: T): Promise<CloudEvent<T>[]> =>
    (await items('OUTBOX#'))
      .map(({ event }) => JSON.parse(event as string))
      .filter((event) => event.type === type)
      .sort((a, b) => a.time.localeCompare(b.time));

  const delivered = new Set<string>();
  /** Has the worker take what is due, until nothing waits. */
  const work = async (
    order: (events: CloudEvent<'activity.rates.due'>[]) => CloudEvent<'activity.rates.due'>[] = (events) =>
      events,
    on: Deps = deps,
  ) => {
    for (;;) {
      const waiting = (await outbox('activity.rates.due')).filter(({ id }) => !delivered.has(id));
      if (waiting.length === 0) return;
      for (const { id } of waiting) delivered.add(id);
      for (const event of order(waiting)) await rates['activity.rates.due']!(event, on);
    }
  };

  const versions = new Map<string, number>();
  /** Registration tells of an organisation: how it stands from a day on. */
  const tell = async (
    id: string,
    {
      on = '2021-01-01',
      division = VILLAGE,
      class: grade = 'growing',
      status = 'active',
      version,
    }: News = {},
    through: Deps = deps,
  ) => {
    const next = version ?? (versions.get(id) ?? 0) + 1;
    versions.set(id, Math.max(next, versions.get(id) ?? 0));
    const event = newEvent(
      'registration.organisation.changed',
      {
        subject: id,
        correlationId: 'test',
        data: {
          organisationId: id,
          name: `${id}合唱队`,
          kind: 'team',
          division,
          changedOn: on,
          fields: ['division'],
          standing: {
            version: next,
            track: 'filed',
            class: grade,
            status,
            actions: [],
            hub: false,
            contact: { role: 'organisation', subject: id },
          },
        },
      },
      deps,
    );
    await organisationTold(event, through).catch((error: unknown) => {
      if (!(error instanceof AlreadyDone)) throw error;
    });
    return event;
  };

  const acted = new Map<string, string[]>();
  /** An activity of an organisation counts, or no longer does, as the confirmation of a record has it. */
  const act = async (
    organisation: string,
    day: string,
    {
      undo = false,
      facts = {},
      causes = {},
    }: { undo?: boolean; facts?: Partial<typeof FACTS>; causes?: Causes } = {},
  ) => {
    const made = `${organisation} ${day}`;
    const id = undo ? acted.get(made)!.pop()! : randomUUID();
    if (!undo) acted.set(made, [...(acted.get(made) ?? []), id]);
    const record = { organisation, state: 'confirmed' as const, facts: { ...FACTS, ...facts, on: day } };
    const counted = contributionOf(record);
    const home = (await deps.store.organisation(organisation))!;
    const homes = new Set(home.spells.map(({ division }) => division));
    await deps.store.save({
      writes: [
        {
          Put: {
            Item: {
              PK: `ACTIVITY#${id}`,
              SK: 'ACTIVITY',
              id,
              ...record,
              state: undo ? 'void' : 'confirmed',
            },
          },
        },
        ...(undo ? moveCounts(counted, undefined) : moveCounts(undefined, counted)),
        ...[...homes].map((division) =>
          markDirty({ division, period: monthOf(day), stamp: randomUUID(), causes }),
        ),
        markLook({ organisation, division: home.division, stamp: randomUUID() }),
      ],
    });
  };

  return {
    cloud,
    deps,
    as,
    measured,
    clock,
    items,
    outbox,
    work,
    tell,
    act,
    /** The day's run from its begin to its end. */
    run: async (on: Deps = deps) => {
      await ratesDue(on);
      await work(undefined, on);
      return deps.store.run(deps.today());
    },
    /** The clock is set to an instant in Asia/Shanghai. */
    at: (time: string) => {
      clock.now = new Date(`${time}+08:00`);
    },
    /** A figure as `numerator/denominator`, with its edition when it has one. */
    figure: async (division: string, period: string) => {
      const figure = await deps.store.figure(division, period);
      return figure && shown(figure);
    },
    /** All figures that stand, as the job left them. */
    figures: async () => {
      const latest = (await items('RATE#')).filter(({ SK }) => (SK as string).startsWith('LATEST#'));
      return rated(latest as unknown as Figure[]);
    },
    /** All figures as the pure model has them, from what the table knows of organisations and counts. */
    expected: async () => {
      const all = await items('ORGANISATION#');
      const organisations: Judged[] = all
        .filter(({ SK }) => SK === 'ORGANISATION')
        .map(({ PK, spells }) => ({
          spells: spells as Judged['spells'],
          counts: new Map(
            all
              .filter((item) => item.PK === PK && (item.SK as string).startsWith('MONTH#'))
              .map((item) => [item.month as string, monthCountOf(item as never)]),
          ),
        }));
      const through = monthOf(deps.today());
      return rated(
        begunPeriods(deps).flatMap((period) => {
          const { definition } = deps.policyOn(lastDayOf(period));
          if (definition.by === 'activities-a-year' && period.length > 4) return [];
          const found = ratesByDivision(
            definition,
            period,
            organisations,
            (code) => parentOf(code)?.code,
            through,
          );
          return [...found].map(([division, rate]) => ({ division, period, ...rate }));
        }),
      );
    },
    /** The operator's recompute over the whole table. */
    recompute: (from = '2021-01') =>
      recompute((each) => scanAtOnce(cloud.documentClient, cloud.table, each), from, deps),
    /** Takes items away, or puts others in their place, behind the service's back. */
    tamper: async (prefix: string, change: (item: Record<string, unknown>) => object | undefined) => {
      for (const item of await items(prefix)) {
        const { PK, SK } = item;
        const changed = change(item);
        await store.save({
          writes: [changed ? { Put: { Item: { ...item, ...changed } } } : { Delete: { Key: { PK, SK } } }],
        });
      }
    },
    close: async () => {
      s3.destroy();
      await issuer.close();
    },
  };
}

export type RatesService = Awaited<ReturnType<typeof ratesService>>;

const shown = ({ numerator, denominator, edition }: Figure) =>
  `${numerator}/${denominator}${edition > 0 ? ` (${edition})` : ''}`;

const rated = (figures: ({ division: string; period: string } & Rate)[]) =>
  Object.fromEntries(
    figures
      .filter(({ denominator }) => denominator > 0)
      .map(({ division, period, numerator, denominator }) => [
        `${division} ${period}`,
        `${numerator}/${denominator}`,
      ])
      .sort(),
  ) as Record<string, string>;
