import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { policyOf } from '../../../functions/registration/application.ts';
import {
  type Application,
  authorityFor,
  type Matter,
  situationOf,
} from '../../../functions/registration/model/application.ts';
import { missingFrom } from '../../../functions/registration/model/completeness.ts';
import { founded } from '../../../functions/registration/model/outcome.ts';
import {
  type Actor,
  type Event,
  GUARDS,
  isOver,
  STATES,
  type State,
  step,
  TRACKS,
  type Track,
} from '../../../functions/registration/model/workflow.ts';
import type { Draft } from '../../../functions/registration/schema.ts';
import type { Role } from '../../../shared/auth/caller.ts';
import { ACCESS } from '../http/access-table.ts';
import { creditCode } from './codes.ts';
import { ASSOCIATION, CHOIR, type RegistrationService, registrationService } from './service.ts';

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

const AT = '2026-11-20T02:00:00.000Z';
const DRAFTS: Readonly<Record<Track, object>> = {
  registered: ASSOCIATION,
  filed: CHOIR,
  managed: { ...CHOIR, track: 'managed', scope: undefined, founders: undefined, premises: undefined },
};

/** An application in a state, as the steps before it would have left it; the officer has taken it. */
async function inState(matter: Matter, track: Track, state: State): Promise<Application> {
  const id = `${matter}-${track}-${state}`;
  const draft = {
    ...DRAFTS[track],
    name: `温州市鹿城区南汇街道${id}合唱队`,
    division: '330302025010',
    reason: '成员已散',
  } as Draft;
  const { deps } = registration;
  const submitted = state !== 'draft';
  const founding: Application = {
    id,
    matter,
    applicant: { role: 'applicant', subject: 'li', division: '330302' },
    state,
    draft: await deps.drafts.seal(draft, id),
    submission: submitted ? 1 : 0,
    createdAt: AT,
    corrections: state === 'correcting' ? [{ by: 'officer', at: AT, reason: '不清', fields: [] }] : [],
    ...(submitted && {
      submittedAt: AT,
      authority: authorityFor(track, draft.kind!, draft.division!)!,
      policy: 'registration.v1',
      ...(state !== 'naming' && { taken: { by: 'officer', at: AT } }),
    }),
    ...(state === 'accepted' && { accepted: { by: 'another officer', at: AT } }),
    ...((state === 'approved' || state === 'refused') && {
      decision: { by: 'officer', at: AT, outcome: state },
    }),
    version: 1,
  };
  if (matter === 'founding') return submitted ? { ...founding, nameAnswer: held(id) } : founding;
  const organisationId = `organisation-${id}`;
  const organisation = founded(organisationId, founding, { on: '2026-01-05', policy: 'registration.v1' });
  await deps.store.save({ organisation, audit: [] });
  const { name, kind } = organisation;
  return { ...founding, about: { organisationId, name, kind, track, fields: ['reason'] } };
}

const held = (id: string) => ({
  outcome: 'held' as const,
  submission: 1,
  reservationId: `application-${id}`,
  heldUntil: '2027-02-20T02:00:00.000Z',
  findings: [],
});

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

const WALKS = (['founding', 'dissolution'] as const).flatMap((matter) =>
  TRACKS.flatMap((track) => STATES.map((state) => [matter, track, state] as const)),
);

describe('办理流程: every state with every step by everybody, over HTTP (C1.2, C1.4, C1.5)', () => {
  it.each(WALKS)('%s, %s, %s: who may moves it; for everybody else it stays as it was', async (...walk) => {
    const application = await inState(...walk);
    const { id } = application;
    await registration.deps.store.save({ application, audit: [] });
    const before = await stored(id);
    let moved = 0;
    for (const one of STEPS) {
      const allowed = PEOPLE.filter((person) => expected(person, one, application) === 200);
      const refused = PEOPLE.filter((person) => !allowed.includes(person));
      const answers = await Promise.all(
        refused.map(async (person) => [one.event, person.who, (await call(person, one, application)).status]),
      );
      expect(answers).toEqual(
        refused.map((person) => [one.event, person.who, expected(person, one, application)]),
      );
      expect([one.event, JSON.stringify(await stored(id))]).toEqual([one.event, JSON.stringify(before)]);
      for (const person of allowed) {
        const { status } = await call(person, one, application);
        const { state } = await stored(id);
        expect([one.event, person.who, status, state]).toEqual([
          one.event,
          person.who,
          200,
          leadsTo(application, one, person),
        ]);
        await restore(before);
        moved += 1;
      }
    }
    expect(moved > 0).toBe(!isOver(application.state) || application.state === 'withdrawn');
  });
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
