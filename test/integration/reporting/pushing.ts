import { randomUUID } from 'node:crypto';
import type { Deps } from '../../../functions/reporting/deps.ts';
import { reportingPolicyOn } from '../../../functions/reporting/policy/index.ts';
import { type ProvincePolicy, provincePolicyOn } from '../../../functions/reporting/policy/province.ts';
import { deliverOf } from '../../../functions/reporting/pushes/deliver.ts';
import type { Payload } from '../../../functions/reporting/pushes/payload.ts';
import { type PushRequest, pushRequested } from '../../../functions/reporting/pushes/request.ts';
import { routes } from '../../../functions/reporting/pushes/routes.ts';
import { provinceOf, ReceiverSettings } from '../../../functions/reporting/pushes/settings.ts';
import { reportingStore } from '../../../functions/reporting/store/index.ts';
import { type LocalReceiver, startReceiver } from '../../../infra/local/receiver.ts';
import type { Role } from '../../../shared/auth/caller.ts';
import { today } from '../../../shared/calendar/today.ts';
import { fileStore, filesClient } from '../../../shared/files/index.ts';
import { createApi } from '../../../shared/http/api.ts';
import { createStore, retried } from '../../../shared/store/index.ts';
import { testCloud } from '../../support/cloud.ts';
import { clientOf } from '../http/client.ts';
import { startIssuer } from '../http/issuer.ts';

export const SIGNING = 'whsec_cHVzaGVzIG9mIHRlc3RzIGFyZSBzaWduZWQ=';
export const RECEIPTS = 'whsec_cmVjZWlwdHMgb2YgdGhlIHByb3ZpbmNlIG9mIHRlc3Rz';
export const LUCHENG = '330302';
export const RUIAN = '330381';

/** Rules that do not let a test wait. */
export function quick(more: Partial<ProvincePolicy> = {}): ProvincePolicy {
  const policy = provincePolicyOn('2026-11-25');
  return {
    ...policy,
    sending: { ...policy.sending, timeoutSeconds: 0.5, workSeconds: 10, waitSeconds: 0.5 },
    retry: { ...policy.retry, firstSeconds: 0.02, longestSeconds: 0.2 },
    // A test that wants the receiver left alone says so.
    breaker: { ...policy.breaker, failures: 1_000 },
    ...more,
  };
}

/** A signed report of some figures. */
export function report(
  county: string,
  version = 1,
  figures = 3,
): Payload<'cn.wenzhou.peiyou.report.signed.v1'> {
  return {
    report: `${county}-2026-10`,
    division: county,
    period: '2026-10',
    version,
    contentHash: version.toString(16).padStart(64, '0'),
    asOf: '2026-11-20T00:00:00.000Z',
    policy: 'reporting.2021',
    definitions: ['activity.2021'],
    facts: { count: 12, digest: '1'.repeat(64) },
    signedAt: '2026-11-20T02:00:00.000Z',
    items: Array.from({ length: figures }, (_, nth) => ({
      id: `${county}.organisations.activity.${nth}`,
      indicator: 'organisations.activity',
      division: county,
      numerator: version,
      denominator: 100,
    })),
  };
}

/** The reporting service on a table of its own, with a receiver of its own, and clocks that a test can move. */
export async function pushing({
  policy = quick(),
  receiver: withReceiver = true,
}: {
  policy?: ProvincePolicy;
  receiver?: boolean;
} = {}) {
  const cloud = await testCloud('reporting');
  const issuer = await startIssuer();
  const receiver: LocalReceiver = await startReceiver({
    port: 0,
    secrets: [SIGNING],
    receiptSecret: RECEIPTS,
  });
  const clock = { now: new Date('2026-11-25T02:00:00.000Z') };
  /** Milliseconds by which the time of the wire is ahead. */
  const ahead = { ms: 0 };
  const now = () => clock.now;
  const table = createStore({
    client: cloud.documentClient,
    table: cloud.table,
    now,
    cursorSecret: 'x'.repeat(32),
  });
  const s3 = filesClient();
  const settings = ReceiverSettings.parse({
    RECEIVER_URL: withReceiver ? receiver.url : '',
    RECEIVER_KEYS: JSON.stringify({ signing: [{ key: SIGNING }], receipts: [{ key: RECEIPTS }] }),
    RECEIVER_ALLOW_PRIVATE: 'true',
    PUBLIC_URL: 'https://api.example.cn',
  });
  const alarms: string[] = [];
  const deps: Deps = {
    store: reportingStore(table),
    files: fileStore({ client: s3, bucket: cloud.bucket, now }),
    now,
    today: () => today(clock.now),
    newId: randomUUID,
    policyOn: reportingPolicyOn,
    alarm: (what, detail) => alarms.push(`${what} ${JSON.stringify(detail)}`),
    province: {
      ...provinceOf(settings),
      policyOn: () => policy,
      now: () => new Date(Date.now() + ahead.ms),
    },
  };
  const handler = createApi({
    service: 'reporting',
    routes,
    deps,
    settings: issuer.settings,
    memory: deps.store,
  });
  const call = clientOf(handler, routes);

  const request = async (county: string, more: Partial<PushRequest> = {}, on: Deps = deps) =>
    retried(async () => {
      const { push, ...change } = await pushRequested(
        {
          county,
          type: 'cn.wenzhou.peiyou.report.signed.v1',
          subject: `${county}-2026-10`,
          data: report(county),
          actor: { role: 'city', subject: 'lin' },
          correlationId: 'test',
          ...more,
        },
        on,
      );
      await on.store.save(change);
      return push;
    });

  return {
    cloud,
    deps,
    call,
    receiver,
    alarms,
    clock,
    ahead,
    table,
    request,
    /** What the worker does on a message. */
    deliver: (county: string, on: Deps = deps) => deliverOf(county, on),
    /** Reads a push as it is. */
    read: async (id: string) => (await deps.store.push(id))!,
    as: (role: Role, division: string) => {
      const token = issuer.token(role, division, `${role}-${division}`);
      const act = async (method: string, path: string, headers: Record<string, string> = {}) =>
        call(method, path, { token: await token, headers });
      return { get: (path: string) => act('GET', path), post: (path: string) => act('POST', path) };
    },
    close: async () => {
      s3.destroy();
      await receiver.stop();
      await issuer.close();
    },
  };
}

export type Pushing = Awaited<ReturnType<typeof pushing>>;
