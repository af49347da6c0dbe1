import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { policyOf } from '../../../functions/registration/applications/application.ts';
import { type Application, situationOf } from '../../../functions/registration/model/application.ts';
import { missingFrom } from '../../../functions/registration/model/completeness.ts';
import {
  type Actor,
  type Event,
  GUARDS,
  isOver,
  STATES,
  type State,
  step,
} from '../../../functions/registration/model/workflow.ts';
import { creditCode } from '../../../infra/ledger-workbook.ts';
import type { Role } from '../../../shared/auth/caller.ts';
import { TRACKS, type Track } from '../../../shared/events/shapes.ts';
import { ACCESS } from '../http/access-table.ts';
import { placed } from './placed.ts';
import { type RegistrationService, registrationService } from './service.ts';

let registration: RegistrationService;
let callers: ReadonlyMap<Person, ReturnType<RegistrationService['as']>>;
beforeAll(async () => {
  registration = await registrationService();
  callers = new Map(
    PEOPLE.flatMap((person) => {
      const { role, division, subject } = person;
      return role ? [[person, registration.as(role, division, subject)]] : [];
    }),
  );
});
afterAll(() => registration.close());

/**
 * Who is who for an application of 春秋社区 (330302025010) in 南汇街道, 鹿城区: on which tracks it is his to see, on which to
 * decide.
 */
interface Person {
  who: string;
  role?: Role;
  division: string;
  subject: string;
  own?: true;
  sees?: readonly Track[];
  decides?: Track;
}
const PEOPLE: readonly Person[] = [
  { who: '申请人', role: 'applicant', division: '330302', subject: 'li', own: true },
  { who: '另一个申请人', role: 'applicant', division: '330302', subject: 'wang' },
  { who: '同名的组织', role: 'organisation', division: '330302', subject: 'li' },
  { who: '社工机构', role: 'agency', division: '330302', subject: 'li' },
  { who: '资源供给方', role: 'provider', division: '330302', subject: 'li' },
  ...authority('community', '330302025010', ['managed'], 'managed'),
  ...authority('township', '330302025', ['managed', 'filed'], 'filed'),
  ...authority('county', '330302', TRACKS, 'registered'),
  { who: '市级部门', role: 'city', division: '3303', subject: 'officer', sees: TRACKS },
  { who: '别的社区', role: 'community', division: '330302025019', subject: 'officer' },
  { who: '别的街道', role: 'township', division: '330302026', subject: 'officer' },
  { who: '别的县', role: 'county', division: '330304', subject: 'officer' },
  { who: '未登录的人', division: '', subject: '' },
];

/** The officer who took the application, and the colleague beside him. */
function authority(role: Role, division: string, sees: readonly Track[], decides: Track): Person[] {
  return ['officer', 'colleague'].map((subject) => ({
    who: `${division} ${subject}`,
    role,
    division,
    subject,
    sees,
    decides,
  }));
}

/** The steps over HTTP: the event of the machine, the operation, and a sound request. */
interface Step {
  event: Event;
  by: Actor;
  operation: string;
  method: 'POST' | 'PATCH';
  path: (id: string) => string;
  body?: (application: Application) => unknown;
}
const mine = (event: 'submit' | 'resubmit' | 'withdraw'): Step => ({
  event,
  by: 'applicant',
  operation: `${event}Application`,
  method: 'POST',
  path: (id) => `/v1/applications/${id}/${event}`,
});
const theirs = (event: Event, name: string, operation: string, body?: Step['body']): Step => ({
  event,
  by: 'authority',
  operation,
  method: 'POST',
  path: (id) => `/v1/reviews/${id}/${name}`,
  ...(body && { body }),
});
const STEPS: readonly Step[] = [
  {
    event: 'edit',
    by: 'applicant',
    operation: 'editApplication',
    method: 'PATCH',
    path: (id) => `/v1/applications/${id}`,
    body: () => ({ reason: '另有原因' }),
  },
  mine('submit'),
  mine('resubmit'),
  mine('withdraw'),
  theirs('take', 'take', 'takeApplication'),
  theirs('accept', 'accept', 'acceptApplication'),
  theirs('ask-correction', 'correction', 'askCorrection', () => ({
    reason: '场所不清',
    fields: [{ pointer: '#/draft/premises', detail: '请写明门牌号' }],
  })),
  theirs('approve', 'approve', 'approveApplication', ({ matter, draft: { track } }) =>
    matter === 'founding' && track === 'registered' ? { creditCode: creditCode('87654321') } : {},
  ),
  theirs('refuse', 'refuse', 'refuseApplication', () => ({ reason: '没有场所', clause: 'C1.4' })),
];

/** What the caller is answered: by his access, then by the machine. */
function expected(person: Person, { event, by, operation }: Step, application: Application): number {
  const { role, own, sees = [], decides } = person;
  const { who } = ACCESS[operation]!;
  if (!role) return 401;
  if (!who.includes(role)) return 403;
  const { track } = application.draft;
  if (by === 'applicant' && !own) return 404;
  if (by === 'authority' && !(application.authority && sees.includes(track!))) return 404;
  if (by === 'authority' && decides !== track) return 403;
  const { data } = policyOf(registration.deps);
  const complete = missingFrom(application, data).length === 0;
  const result = step(situationOf(application, complete, data.mostRounds), event, by, person.subject);
  if (result.outcome === 'moves') return 200;
  // Withdrawing twice is withdrawing once.
  if (event === 'withdraw' && application.state === 'withdrawn') return 200;
  return result.reason === GUARDS.complete ? 422 : 409;
}

async function stored(id: string) {
  const { documentClient, table } = registration.cloud;
  const Key = { PK: `APPLICATION#${id}`, SK: 'APPLICATION' };
  const { Item } = await documentClient.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item!;
}

async function restore(Item: Record<string, unknown>) {
  const { documentClient, table } = registration.cloud;
  await documentClient.send(new PutCommand({ TableName: table, Item }));
}

/** Of what is about an organisation the states in which it goes another way than a founding: its name stays. */
const WALKS = [
  ...TRACKS.flatMap((track) => STATES.map((state) => ['founding', track, state] as const)),
  ...TRACKS.flatMap((track) =>
    (['draft', 'correcting', 'pending', 'accepted'] as const).map(
      (state) => ['dissolution', track, state] as const,
    ),
  ),
];

describe('办理流程: every state with every step by everybody, over HTTP (C1.2, C1.4, C1.5)', () => {
  it.each(WALKS)(
    '%s, %s, %s: who may moves it; for everybody else it stays as it was',
    async (matter, track, state) => {
      const application = await placed(registration, { matter, track, state });
      const { id } = application;
      const before = await stored(id);
      let moved = 0;
      for (const one of STEPS) {
        const allowed = PEOPLE.filter((person) => expected(person, one, application) === 200);
        const refused = PEOPLE.filter((person) => !allowed.includes(person));
        const answers = await Promise.all(
          refused.map(async (person) => [
            one.event,
            person.who,
            (await call(person, one, application)).status,
          ]),
        );
        expect(answers).toEqual(
          refused.map((person) => [one.event, person.who, expected(person, one, application)]),
        );
        expect([one.event, JSON.stringify(await stored(id))]).toEqual([one.event, JSON.stringify(before)]);
        for (const person of allowed) {
          const { status } = await call(person, one, application);
          const after = await stored(id);
          expect([one.event, person.who, status, after.state]).toEqual([
            one.event,
            person.who,
            200,
            leadsTo(application, one, person),
          ]);
          await restore(before);
          moved += 1;
        }
      }
      expect(moved > 0).toBe(!isOver(state) || state === 'withdrawn');
    },
    60_000,
  );
});

async function call(person: Person, { method, path, body, event }: Step, application: Application) {
  const target = path(application.id);
  const sent = body?.(application);
  const headers = event === 'edit' ? { 'if-match': `"${application.version}"` } : {};
  const caller = callers.get(person);
  return caller
    ? caller.call(method, target, sent, headers)
    : registration.call(method, target, { headers, ...(sent !== undefined && { body: sent }) });
}

function leadsTo(application: Application, { event, by }: Step, { subject }: Person): State {
  const result = step(situationOf(application, true, 3), event, by, subject);
  return result.outcome === 'moves' ? result.to : application.state;
}
