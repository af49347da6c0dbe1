import { randomUUID } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Deps } from '../../../functions/naming/deps.ts';
import { routes } from '../../../functions/naming/routes.ts';
import { namingStore } from '../../../functions/naming/store/index.ts';
import { today } from '../../../shared/calendar/today.ts';
import type { EventData, EventType } from '../../../shared/events/catalogue.ts';
import { type CloudEvent, newEvent } from '../../../shared/events/envelope.ts';
import { createApi } from '../../../shared/http/api.ts';
import { createStore } from '../../../shared/store/index.ts';
import { testCloud } from '../../support/cloud.ts';
import { STANDING } from '../../support/standing.ts';
import { clientOf } from '../http/client.ts';
import { startIssuer } from '../http/issuer.ts';

/** The naming service on a table of its own, with a clock that a test can set. */
export async function namingService() {
  const cloud = await testCloud('naming');
  const issuer = await startIssuer();
  const clock = { now: new Date('2026-11-23T02:00:00.000Z') };
  const now = () => clock.now;
  const store = createStore({
    client: cloud.documentClient,
    table: cloud.table,
    now,
    cursorSecret: 'x'.repeat(32),
  });
  const deps: Deps = {
    store: namingStore(store, now),
    now,
    today: () => today(clock.now),
    newId: randomUUID,
  };
  const handler = createApi({
    service: 'naming',
    routes,
    deps,
    settings: issuer.settings,
    memory: deps.store,
  });
  const call = clientOf(handler, routes);

  return {
    cloud,
    deps,
    issuer,
    call,
    /** Lets so many days pass. */
    pass: (days: number) => {
      clock.now = new Date(clock.now.getTime() + days * 86_400_000);
    },
    /** An event; how an organisation stands does not matter to names. */
    event: <T extends EventType>(type: T, about: Omit<EventData<T>, 'standing'>): CloudEvent<T> => {
      const standing = type.startsWith('registration.organisation.') ? { standing: STANDING } : {};
      const data = { ...about, ...standing } as unknown as EventData<T>;
      return newEvent(type, { subject: 'test', data, correlationId: 'test' }, { now, newId: randomUUID });
    },
    check: (name: string, kind = 'association', more: object = {}) =>
      call('POST', '/v1/names/check', { body: { name, kind, ...more } }),
    reserve: async (
      name: string,
      {
        kind = 'association',
        subject = 'li',
        role = 'applicant',
        division = '330302',
        headers = {},
        body = {},
      } = {},
    ) =>
      call('POST', '/v1/names/reservations', {
        token: await issuer.token(role, division, subject),
        body: { name, kind, ...body },
        headers,
      }),
    /** The events that wait in the outbox, of one type, about one application. */
    outbox: async <T extends EventType>(type: T, applicationId: string): Promise<CloudEvent<T>[]> => {
      const found: CloudEvent<T>[] = [];
      for (const id of await eventIds(cloud)) {
        const item = await store.get<{ event: string }>({ PK: id, SK: 'OUTBOX' });
        const event = JSON.parse(item!.event) as CloudEvent<T>;
        if (event.type === type && event.subject === applicationId) found.push(event);
      }
      return found.sort((a, b) => a.time.localeCompare(b.time));
    },
    chain: async (aggregate: string) => {
      const { Items = [] } = await cloud.documentClient.send(
        new QueryCommand({
          TableName: cloud.table,
          KeyConditionExpression: 'PK = :pk',
          ExpressionAttributeValues: { ':pk': `AUDIT#${aggregate}` },
        }),
      );
      return Items.filter(({ SK }) => SK !== 'HEAD').map(({ action }) => action as string);
    },
    close: () => issuer.close(),
  };
}

export type NamingService = Awaited<ReturnType<typeof namingService>>;

async function eventIds({ documentClient, table }: NamingService['cloud']): Promise<string[]> {
  const { paginateScan } = await import('@aws-sdk/lib-dynamodb');
  const ids: string[] = [];
  for await (const { Items = [] } of paginateScan({ client: documentClient }, { TableName: table })) {
    for (const { PK } of Items) if (String(PK).startsWith('OUTBOX#')) ids.push(String(PK));
  }
  return ids;
}

/** Rule ids of the errors, warnings or notes in an answer. */
export function rulesIn(json: unknown, severity = 'error'): string[] {
  const { findings } = json as { findings: { rule: string; severity: string }[] };
  return [...new Set(findings.filter((finding) => finding.severity === severity).map(({ rule }) => rule))];
}
