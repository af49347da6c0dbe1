import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routes } from '../../../functions/activity/records/routes.ts';
import { upload } from '../../../infra/upload.ts';
import type { Role } from '../../../shared/auth/caller.ts';
import type { UploadForm } from '../../../shared/files/index.ts';
import {
  type ActivityService,
  activityService,
  CONCERT,
  recordedBy,
  TOWNSHIP,
  VILLAGE,
  type Who,
} from './service.ts';

let activity: ActivityService;
let who: Who;
beforeAll(async () => {
  activity = await activityService();
  who = await activity.enrol('A-1');
  await activity.enrol('A-2', { standing: { track: 'managed' } });
});
afterAll(() => activity.close());

/** Everybody, as [role, division, subject]; the organisation is at home in VILLAGE, its activity was there. */
const EVERYBODY = {
  'the organisation': ['organisation', '330302', 'A-1'],
  'another organisation': ['organisation', '330302', 'somebody'],
  'an applicant of the same name': ['applicant', '330302', 'A-1'],
  'an agency': ['agency', '330302', 'A-1'],
  'a provider': ['provider', '330302', 'A-1'],
  'its community': ['community', VILLAGE, 'wang'],
  'the community beside it': ['community', '330302025019', 'wang'],
  'its township': ['township', TOWNSHIP, 'wu'],
  'the township beside it': ['township', '330302026', 'wu'],
  'its county': ['county', '330302', 'li'],
  'another county': ['county', '330304', 'li'],
  'the city': ['city', '3303', 'zhou'],
} as const satisfies Record<string, readonly [Role, string, string]>;
type Name = keyof typeof EVERYBODY;
const being = (name: Name) => {
  const [role, division, subject]: readonly [Role, string, string] = EVERYBODY[name];
  return activity.as(role, division, subject);
};
const NAMES = Object.keys(EVERYBODY) as Name[];
const ABOVE: readonly Name[] = ['its township', 'its county', 'the city'];
const SEES: readonly Name[] = ['the organisation', 'its community', ...ABOVE];

let serial = 0;
let titles = 0;
/** A title that no other has; digits by chance would now and then read as somebody's phone number, which is refused. */
const title = () => `第${++titles}场演出`;
const day = () =>
  `2026-${String(1 + (serial % 10)).padStart(2, '0')}-${String(1 + (serial++ % 27)).padStart(2, '0')}`;
/** An activity in a state. */
async function made(state: 'reported' | 'flagged' | 'disputed' = 'reported') {
  const facts = {
    ...CONCERT,
    on: day(),
    title: title(),
    ...(state === 'flagged' && { volunteers: 46 }),
  };
  const { id } = await recordedBy(who, facts);
  if (state === 'disputed')
    await activity.as('community', VILLAGE).post(`/v1/activities/${id}/dispute`, { reason: '没有办过' });
  return `/v1/activities/${id}`;
}
const bytes = () => Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.from(randomUUID())]);
const claimOf = (photo: Uint8Array) => ({
  contentType: 'image/jpeg',
  size: photo.length,
  sha256: createHash('sha256').update(photo).digest('hex'),
});
async function photographed(keep: boolean) {
  const path = await made();
  const photo = bytes();
  const { id, upload: form } = (await who.post(`${path}/photos`, claimOf(photo))).json as {
    id: string;
    upload: UploadForm;
  };
  await upload(form, photo);
  if (keep) await who.post(`${path}/photos/${id}/confirm`);
  return `${path}/photos/${id}`;
}
const reason = '核对';

interface Walk {
  /** Who may, and what he is answered; everybody else is refused by role (403) or as for what is not there (404). */
  may: readonly Name[];
  act: (one: Who) => Promise<{ status: number }>;
}
/** Each route, by its operation. */
const WALKS: Readonly<Record<string, Walk>> = {
  recordActivity: {
    may: ['the organisation'],
    act: (one) => one.post('/v1/activities', { ...CONCERT, on: day(), title: title(), organisation: 'A-1' }),
  },
  recordActivities: {
    may: ['the organisation'],
    act: (one) =>
      one.post('/v1/activities/batch', {
        organisation: 'A-1',
        entries: [{ ref: randomUUID(), ...CONCERT, on: day() }],
      }),
  },
  listActivities: {
    may: ['its community', ...ABOVE],
    act: (one) => one.get(`/v1/activities?division=${VILLAGE}&month=2026-11`),
  },
  listWaitingActivities: {
    may: ['its community', ...ABOVE],
    act: (one) => one.get(`/v1/activities/waiting?division=${VILLAGE}`),
  },
  listActivitiesOfOrganisation: {
    may: SEES,
    act: (one) => one.get('/v1/organisations/A-1/activities'),
  },
  getActivity: { may: SEES, act: async (one) => one.get(await made()) },
  correctActivity: {
    may: ['the organisation'],
    act: async (one) => one.patch(await made(), { participants: 44, reason }, 1),
  },
  voidActivity: {
    may: ['the organisation'],
    act: async (one) => one.post(`${await made()}/void`, { reason }),
  },
  confirmActivity: {
    may: ['its community', ...ABOVE],
    act: async (one) => one.post(`${await made()}/confirm`, { rating: 5 }),
  },
  disputeActivity: {
    may: ['its community', ...ABOVE],
    act: async (one) => one.post(`${await made()}/dispute`, { reason }),
  },
  clearActivity: {
    may: ['its community', ...ABOVE],
    act: async (one) => one.post(`${await made('flagged')}/clear`, { reason }),
  },
  ruleOnActivity: {
    may: ABOVE,
    act: async (one) => one.post(`${await made('disputed')}/rule`, { outcome: 'counts', reason }),
  },
  beginActivityPhoto: {
    may: ['the organisation'],
    act: async (one) => one.post(`${await made()}/photos`, claimOf(bytes())),
  },
  listActivityPhotos: { may: SEES, act: async (one) => one.get(`${await made()}/photos`) },
  confirmActivityPhoto: {
    may: ['the organisation'],
    act: async (one) => one.post(`${await photographed(false)}/confirm`),
  },
  downloadActivityPhoto: { may: SEES, act: async (one) => one.get(await photographed(true)) },
};

describe('谁能办理: every route, walked with every role', () => {
  it('none is left out', () => {
    // Imports are walked by tests of their own.
    const own = routes.filter(({ operationId }) => !/Import|Template/.test(operationId));
    expect(own.map(({ operationId }) => operationId).toSorted()).toEqual(Object.keys(WALKS).toSorted());
  });

  it.each(Object.entries(WALKS))('%s', async (operation, { may, act }) => {
    const answers: [Name, string][] = [];
    for (const name of NAMES) {
      const { status } = await act(being(name));
      // Its community sees a dispute, but is a side of it.
      const own = operation === 'ruleOnActivity' && name === 'its community';
      answers.push([
        name,
        status < 300 ? 'may' : [403, 404].includes(status) || (own && status === 409) ? 'no' : String(status),
      ]);
    }
    expect(answers).toEqual(NAMES.map((name) => [name, may.includes(name) ? 'may' : 'no']));
  });

  it.each(routes.map(({ method, path }) => [method, path] as const))(
    '%s %s asks who calls',
    async (method, path) => {
      const target = path.replace('{id}', 'some').replace('{photoId}', '0'.repeat(64));
      expect((await activity.call(method, target)).status).toBe(401);
    },
  );

  it('where the organisation is from elsewhere, both communities see it, that of the place confirms it', async () => {
    const guest = await activity.enrol('A-3', { division: '330304001002' });
    const { id } = await recordedBy(guest, { ...CONCERT, organisation: 'A-3' });
    const path = `/v1/activities/${id}`;
    const home = activity.as('community', '330304001002', 'home');
    expect((await home.get(path)).status).toBe(200);
    expect((await home.post(`${path}/confirm`, {})).status).toBe(404);
    expect((await activity.as('community', VILLAGE).post(`${path}/confirm`, {})).status).toBe(200);
  });

  it('a managing community corrects and takes back what it recorded; a stranger’s cannot (C1.5)', async () => {
    const community = activity.as('community', VILLAGE, 'wang');
    const { id } = await recordedBy(community, { ...CONCERT, organisation: 'A-2' });
    const beside = activity.as('community', '330302025019', 'wang');
    const change = { participants: 44, reason };
    expect((await beside.patch(`/v1/activities/${id}`, change, 1)).status).toBe(404);
    expect((await community.patch(`/v1/activities/${id}`, change, 1)).status).toBe(200);
    expect((await beside.post(`/v1/activities/${id}/void`, { reason })).status).toBe(404);
    expect((await community.post(`/v1/activities/${id}/void`, { reason })).status).toBe(200);
  });

  it('a list is of a division within one’s own', async () => {
    for (const [name, division] of [
      ['its community', TOWNSHIP],
      ['its township', '330302'],
      ['its county', '330304'],
    ] as const)
      for (const list of [`/v1/activities?month=2026-11&`, '/v1/activities/waiting?'])
        expect((await being(name).get(`${list}division=${division}`)).status).toBe(403);
  });

  it('accounts of others are not shown', async () => {
    const path = await made();
    await activity.as('community', VILLAGE, 'secret-account').post(`${path}/confirm`, {});
    const { text } = await who.get(path);
    expect(text).not.toContain('secret-account');
    expect(JSON.parse(text)).not.toHaveProperty('by');
  });
});
