import { randomUUID } from 'node:crypto';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { routes as candidateRoutes } from '../../../functions/matching/candidates/routes.ts';
import { routes as capacityRoutes } from '../../../functions/matching/capacities/routes.ts';
import { routes as channelRoutes } from '../../../functions/matching/channels/routes.ts';
import { routes as deliveryRoutes } from '../../../functions/matching/delivery/routes.ts';
import type { Deps } from '../../../functions/matching/deps.ts';
import { ordinary, urgent } from '../../../functions/matching/handlers.ts';
import { routes as listRoutes } from '../../../functions/matching/listings/routes.ts';
import { routes as moneyRoutes } from '../../../functions/matching/money/routes.ts';
import { routes as noticeRoutes } from '../../../functions/matching/notices/routes.ts';
import { routes as offerRoutes } from '../../../functions/matching/offers/routes.ts';
import { organisationTold } from '../../../functions/matching/organisations/told.ts';
import { matchingPolicyOn } from '../../../functions/matching/policy/index.ts';
import { rounds } from '../../../functions/matching/rounds/handlers.ts';
import { routes as roundRoutes } from '../../../functions/matching/rounds/routes.ts';
import { matchingStore } from '../../../functions/matching/store/index.ts';
import type { Role } from '../../../shared/auth/caller.ts';
import { today } from '../../../shared/calendar/today.ts';
import type { EventData, EventType } from '../../../shared/events/catalogue.ts';
import { type CloudEvent, newEvent } from '../../../shared/events/envelope.ts';
import type { Standing } from '../../../shared/events/shapes.ts';
import { fileStore, filesClient } from '../../../shared/files/index.ts';
import { createApi } from '../../../shared/http/api.ts';
import { AlreadyDone, createStore } from '../../../shared/store/index.ts';
import { testCloud } from '../../support/cloud.ts';
import { clientOf } from '../http/client.ts';
import { startIssuer } from '../http/issuer.ts';

/** What the service's functions answer. */
const routes = [
  ...listRoutes,
  ...capacityRoutes,
  ...candidateRoutes,
  ...noticeRoutes,
  ...offerRoutes,
  ...roundRoutes,
  ...channelRoutes,
  ...deliveryRoutes,
  ...moneyRoutes,
];

type Registered = EventData<'registration.organisation.registered'>;

/** A need of 春秋社区 that lacks nothing. */
export const VISITS = {
  title: '独居老人每周探访',
  description: '每周两次上门探访，陪老人聊天、读报',
  division: '330302025010',
  action: 'relief',
  kinds: ['companionship'],
  groups: ['empty-nest'],
  period: { from: '2026-12-01', to: '2027-02-28' },
  openUntil: '2026-12-20',
  urgency: 'normal',
  demand: 1,
  people: 12,
  minutes: 2_400,
};

/** The matching service on a table of its own, with a clock that a test can set. */
export async function matchingService() {
  const cloud = await testCloud('matching');
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
  const measured = new Map<string, number>();
  const deps: Deps = {
    store: matchingStore(store),
    files: fileStore({ client: s3, bucket: cloud.bucket, now }),
    now,
    today: () => today(clock.now),
    newId: randomUUID,
    policy: () => matchingPolicyOn(today(clock.now)),
    measure: (what, count) => measured.set(what, count),
  };
  const handler = createApi({
    service: 'matching',
    routes,
    deps,
    settings: issuer.settings,
    memory: deps.store,
  });
  const call = clientOf(handler, routes);

  const outboxOf = async (): Promise<CloudEvent[]> => {
    const found: CloudEvent[] = [];
    for await (const { Items = [] } of paginateScan(
      { client: cloud.documentClient },
      {
        TableName: cloud.table,
        FilterExpression: 'begins_with(PK, :outbox)',
        ExpressionAttributeValues: { ':outbox': 'OUTBOX#' },
        ProjectionExpression: 'event',
      },
    ))
      for (const { event } of Items) found.push(JSON.parse(event as string));
    return found.sort((a, b) => a.time.localeCompare(b.time));
  };
  const handlers = { ...ordinary, ...urgent, ...rounds } as Record<
    string,
    (event: CloudEvent, deps: Deps) => Promise<void>
  >;
  const delivered = new Set<string>();

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

  return {
    cloud,
    deps,
    measured,
    call,
    as,
    /** Lets time pass. */
    pass: ({ hours }: { hours: number }) => {
      clock.now = new Date(clock.now.getTime() + hours * 3_600_000);
    },
    /** Has registration tell of an organisation; whoever has its id as subject speaks for it. */
    enrol: async (
      id: string,
      { standing, ...about }: Partial<Omit<Registered, 'standing'>> & { standing?: Partial<Standing> } = {},
    ) => {
      const data = {
        organisationId: id,
        name: `温州市鹿城区南汇街道${id}服务队`,
        kind: 'team' as const,
        division: '330302025',
        registeredOn: '2025-01-01',
        ...about,
        standing: {
          version: 1,
          track: 'filed' as const,
          class: 'growing' as const,
          status: 'active' as const,
          actions: ['relief' as const],
          hub: false,
          contact: { role: 'organisation' as const, subject: id },
          ...standing,
        },
      };
      const event = newEvent(
        'registration.organisation.registered',
        { subject: id, correlationId: 'test', data },
        deps,
      );
      await organisationTold(event, deps);
      return as('organisation', '330302', id);
    },
    /** The events in the outbox of one type about one thing, in order. */
    outbox: async <T extends EventType>(type: T, subject?: string) =>
      (await outboxOf()).filter(
        (one) => one.type === type && (subject === undefined || one.subject === subject),
      ) as unknown as CloudEvent<T>[],
    /**
     * Has the workers take what the service tells itself, until nothing waits.
     * @param order the events of one go in the order in which they are delivered, some perhaps more than once
     */
    work: async (order: (events: CloudEvent[]) => CloudEvent[] = (events) => events, on = deps) => {
      for (;;) {
        const waiting = (await outboxOf()).filter(({ id, type }) => handlers[type] && !delivered.has(id));
        if (waiting.length === 0) return;
        for (const event of order(waiting)) {
          delivered.add(event.id);
          await handlers[event.type]!(event, on).catch((error: unknown) => {
            if (!(error instanceof AlreadyDone)) throw error;
          });
        }
      }
    },
    /** What was done to an aggregate and by whom, in order. */
    audit: async (aggregate: string) => {
      const { items } = await store.trail(aggregate, { limit: 100, scope: 'test' });
      return items.map(({ action, actor }) => `${action} by ${actor.subject}`);
    },
    /** Every item of the table, as text. */
    everything: async () => {
      let text = '';
      for await (const { Items = [] } of paginateScan(
        { client: cloud.documentClient },
        { TableName: cloud.table },
      ))
        text += JSON.stringify(Items);
      return text;
    },
    close: async () => {
      s3.destroy();
      await issuer.close();
    },
  };
}

export type MatchingService = Awaited<ReturnType<typeof matchingService>>;
