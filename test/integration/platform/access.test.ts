import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../../shared/auth/caller.ts';
import { NANHUI, type PlatformService, platformService, SAID, WHOLE } from './service.ts';

let service: PlatformService;
beforeAll(async () => {
  service = await platformService();
  await service.township().call('PUT', PATH, WHOLE);
  await service.township().post(`${PATH}/reports`, { month: '2026-10', ...SAID });
});
afterAll(() => service.close());

const PATH = `/v1/platforms/${NANHUI}`;
const FILE = '0'.repeat(64);
type Who = ReturnType<PlatformService['as']>;

/** Everybody who does not keep the platform, as [role, division]. */
const STRANGERS: readonly [role: Role, division: string][] = [
  ['community', '330302025010'],
  ['township', '330302026'],
  ['county', '330302'],
  ['county', '330304'],
  ['city', '3303'],
  ['agency', '330302'],
  ['provider', '330302'],
  ['organisation', '330302'],
  ['applicant', '330302'],
];
/** Whoever stands above it may look. */
const ABOVE = ['county 330302', 'city 3303'];
const name = ([role, division]: (typeof STRANGERS)[number]) => `${role} ${division}`;

const ACTS: readonly [what: string, act: (who: Who) => Promise<{ status: number }>][] = [
  ['says it anew', (who) => who.call('PUT', PATH, WHOLE, { 'if-match': '"1"' })],
  ['changes it', (who) => who.call('PATCH', PATH, { name: '别的' }, { 'if-match': '"1"' })],
  ['sees its people', (who) => who.post(`${PATH}/unmask`, { reason: '好奇' })],
  [
    'announces a file',
    (who) => who.post(`${PATH}/evidence`, { contentType: 'image/png', size: 1, sha256: FILE }),
  ],
  ['confirms a file', (who) => who.post(`${PATH}/evidence/${FILE}/confirm`)],
  ['reports a month', (who) => who.post(`${PATH}/reports`, { month: '2026-09', ...SAID })],
  [
    'corrects a report',
    (who) => who.post(`${PATH}/reports/2026-10/correct`, { ...SAID, reason: '改' }, { 'if-match': '"1"' }),
  ],
];
const LOOKS: readonly [what: string, path: string][] = [
  ['whether it operates, and why', `${PATH}/operation`],
  ['its reports', `${PATH}/reports`],
  ['one report', `${PATH}/reports/2026-10`],
  ['its files', `${PATH}/evidence`],
  ['a county’s reports', '/v1/platforms/reports?division=330302025&month=2026-10'],
];

describe('谁能办理: a platform is kept by its township alone (C3)', () => {
  it.each(ACTS)('nobody else %s, not its county either', async (_, act) => {
    for (const stranger of STRANGERS)
      expect([name(stranger), (await act(service.as(...stranger))).status]).toEqual([name(stranger), 403]);
    expect((await act(service.township())).status).not.toBe(403);
  });

  it.each(LOOKS)('who stands above sees %s, nobody beside', async (_, path) => {
    for (const stranger of STRANGERS)
      expect([name(stranger), (await service.as(...stranger).get(path)).status]).toEqual([
        name(stranger),
        ABOVE.includes(name(stranger)) ? 200 : 403,
      ]);
    expect((await service.call('GET', path)).status).toBe(401);
  });

  it.each([
    PATH,
    '/v1/platforms',
    '/v1/platforms/rate?division=3303',
    '/v1/platforms/targets?division=3303&year=2026',
  ])('everybody may ask %s', async (path) => {
    for (const stranger of STRANGERS) {
      const { status } = await service.as(...stranger).get(path);
      // The plan has targets until 2023.
      expect(status).toBe(path.includes('targets') ? 422 : 200);
    }
  });

  it('where there are townships no county keeps a platform, and a shared one no township', async () => {
    expect((await service.as('township', '330383').call('PUT', '/v1/platforms/330383', WHOLE)).status).toBe(
      403,
    );
    expect((await service.as('county', '330383').call('PUT', '/v1/platforms/330383', WHOLE)).status).toBe(
      201,
    );
  });
});
