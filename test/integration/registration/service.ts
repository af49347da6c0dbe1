import { randomBytes, randomUUID } from 'node:crypto';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { nameHeld, nameRefused } from '../../../functions/registration/applications/name-answer.ts';
import { routes as commitmentRoutes } from '../../../functions/registration/commitment/routes.ts';
import type { Deps } from '../../../functions/registration/deps.ts';
import { routes as importRoutes } from '../../../functions/registration/import/routes.ts';
import { draftCipher, leaderCipher, textCipher } from '../../../functions/registration/privacy.ts';
import { routes as apiRoutes } from '../../../functions/registration/routes.ts';
import { registrationStore } from '../../../functions/registration/store/index.ts';
import { creditCode } from '../../../infra/ledger-workbook.ts';
import type { Role } from '../../../shared/auth/caller.ts';
import { today } from '../../../shared/calendar/today.ts';
import type { EventType } from '../../../shared/events/catalogue.ts';
import { type CloudEvent, newEvent } from '../../../shared/events/envelope.ts';
import { fileStore, filesClient } from '../../../shared/files/index.ts';
import { createApi } from '../../../shared/http/api.ts';
import { fieldCipher, localKeys } from '../../../shared/privacy/index.ts';
import { createStore } from '../../../shared/store/index.ts';
import { testCloud } from '../../support/cloud.ts';
import { clientOf } from '../http/client.ts';
import { startIssuer } from '../http/issuer.ts';
import { papersOf } from './papers.ts';

/** What the service's functions answer. */
const routes = [...apiRoutes, ...importRoutes, ...commitmentRoutes];

/** A resident of 南汇街道 and what he fills in for a filing that lacks nothing. */
export const CHOIR = {
  track: 'filed',
  name: '温州市鹿城区南汇街道红枫合唱队',
  kind: 'team',
  division: '330302025',
  purpose: '丰富居民文化生活',
  scope: '合唱排练和演出',
  actions: ['culture'],
  founders: [person('张三丰', '会长')],
  leaders: [person('张三丰', '会长')],
  members: { individuals: 15, units: 0 },
  staff: 0,
  premises: { address: '浙江省温州市鹿城区南汇街道春秋社区文化礼堂 2 楼', squareMetres: 120, right: 'lent' },
};

/** An association that can be registered. */
export const ASSOCIATION = {
  ...CHOIR,
  track: 'registered',
  kind: 'association',
  name: '温州市鹿城区南汇街道书画协会',
  members: { individuals: 25, units: 0 },
  staff: 2,
  capitalFen: 1_000_000,
  capitalProof: 'commitment',
};

export function person(name: string, position: string) {
  return {
    name,
    idCard: '11010519491231002X',
    phone: '13800138000',
    position,
    backgrounds: ['party-member'],
  };
}

/** The registration service on a table of its own, with a clock that a test can set. */
export async function registrationService() {
  const cloud = await testCloud('registration');
  const issuer = await startIssuer();
  const clock = { now: new Date('2026-11-24T02:00:00.000Z') };
  const now = () => clock.now;
  const store = createStore({
    client: cloud.documentClient,
    table: cloud.table,
    now,
    cursorSecret: 'x'.repeat(32),
  });
  const keys = localKeys({ test: randomBytes(32).toString('base64') }, 'test');
  const alarms: string[] = [];
  const measured = new Map<string, number>();
  const s3 = filesClient();
  const deps: Deps = {
    store: registrationStore(store),
    drafts: draftCipher(fieldCipher(keys), cloud.table),
    leaders: leaderCipher(fieldCipher(keys), cloud.table),
    texts: textCipher(fieldCipher(keys), cloud.table),
    files: fileStore({ client: s3, bucket: cloud.bucket, now }),
    now,
    today: () => today(clock.now),
    dayOf: (instant) => today(new Date(instant)),
    newId: randomUUID,
    alarm: (what) => alarms.push(what),
    measure: (what, count) => measured.set(what, count),
  };
  const handler = createApi({
    service: 'registration',
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
      return call(method, path, {
        token: await token,
        headers,
        ...(body !== undefined && { body }),
      });
    };
    return {
      call: act,
      get: (path: string) => act('GET', path),
      post: (path: string, body?: unknown, headers?: Record<string, string>) =>
        act('POST', path, body, headers),
    };
  };
  const li = as('applicant', '330302', 'li');

  /** The naming service's answer to the last submission of an application. */
  const answer = async (id: string, outcome: 'held' | 'refused', more: { submission?: number } = {}) => {
    const { draft, submission } = (await deps.store.application(id))!;
    const about = {
      applicationId: id,
      submission: more.submission ?? submission,
      name: draft.name!,
      kind: draft.kind!,
      division: draft.division!,
      findings: [],
      policy: 'naming.v1',
    };
    const common = { subject: id, correlationId: 'test' };
    if (outcome === 'refused') {
      const data = { ...about, suggestions: ['另一个名称'] };
      return nameRefused(newEvent('naming.name.refused', { ...common, data }, deps), deps);
    }
    const heldUntil = new Date(clock.now.getTime() + 90 * 86_400_000).toISOString();
    const data = { ...about, reservationId: `application-${id}`, heldUntil };
    return nameHeld(newEvent('naming.name.held', { ...common, data }, deps), deps);
  };

  let serial = 0;
  const decide = async (id: string, { track, division }: { track: string; division: string }) => {
    const [first, second] =
      track === 'registered'
        ? [as('county', division.slice(0, 6), 'chen'), as('county', division.slice(0, 6), 'zhou')]
        : track === 'filed'
          ? [as('township', division.slice(0, 9), 'wu'), as('township', division.slice(0, 9), 'wu')]
          : [as('community', division, 'village'), as('community', division, 'village')];
    await first!.post(`/v1/reviews/${id}/take`);
    if (track === 'registered') {
      await first!.post(`/v1/reviews/${id}/accept`);
      await second!.post(`/v1/reviews/${id}/take`);
    }
    const { matter } = (await deps.store.application(id))!;
    const enters = matter === 'founding' || matter === 'upgrade';
    serial += 1;
    const body =
      track === 'registered' && enters
        ? { creditCode: creditCode(`MJ7${String(serial).padStart(5, '0')}`, `51${division.slice(0, 6)}`) }
        : {};
    const { json, status } = await second!.post(`/v1/reviews/${id}/approve`, body);
    if (status !== 200) throw new Error(`Not approved: ${JSON.stringify(json)}`);
    return (json as { organisationId: string }).organisationId;
  };

  /** An application in its draft, with its id and ETag. */
  const begin = async (draft: object, who = li) => {
    const reply = await who.post('/v1/applications', draft);
    return { reply, id: (reply.json as { id: string }).id, etag: reply.headers.etag! };
  };

  /** Puts beside a draft the files and the commitment that its submission asks for, as if uploaded and given. */
  const withAttachments = async (id: string) => {
    const application = (await deps.store.application(id))!;
    const papers = await papersOf(application, deps);
    const version = application.version + 1;
    await deps.store.save({ application: { ...application, ...papers, version }, audit: [] });
  };

  /** A draft that can be submitted as it is. */
  const prepared = async (draft: object, who = li) => {
    const { id } = await begin(draft, who);
    await withAttachments(id);
    return { id };
  };

  /** An application that waits for its authority. */
  const submitted = async (draft: object, who = li) => {
    const { id } = await prepared(draft, who);
    await who.post(`/v1/applications/${id}/submit`);
    await answer(id, 'held');
    return id;
  };

  return {
    cloud,
    deps,
    alarms,
    measured,
    call,
    as,
    li,
    answer,
    /** Lets time pass. */
    pass: ({ hours }: { hours: number }) => {
      clock.now = new Date(clock.now.getTime() + hours * 3_600_000);
    },
    begin,
    withAttachments,
    prepared,
    submitted,
    /** An organisation that its authority has approved, with its id: filed by the township, or registered by the county. */
    approved: async (draft: Record<string, unknown> & { track: string; division: string }, who = li) => {
      return decide(await submitted(draft, who), draft);
    },
    /** Has the authority go through an application that waits for it; gives the organisation's id. */
    decide,
    /** The events in the outbox of one type about one thing, in order. */
    outbox: async <T extends EventType>(type: T, subject?: string): Promise<CloudEvent<T>[]> => {
      const found: CloudEvent<T>[] = [];
      for await (const { Items = [] } of paginateScan(
        { client: cloud.documentClient },
        { TableName: cloud.table },
      )) {
        for (const { PK, event } of Items) {
          if (!String(PK).startsWith('OUTBOX#')) continue;
          const one = JSON.parse(event as string) as CloudEvent<T>;
          if (one.type === type && (subject === undefined || one.subject === subject)) found.push(one);
        }
      }
      return found.sort((a, b) => a.time.localeCompare(b.time));
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

export type RegistrationService = Awaited<ReturnType<typeof registrationService>>;
