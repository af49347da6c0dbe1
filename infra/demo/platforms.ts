/** Platforms of townships in demonstrations: one that lacks nothing, and its monthly report (T1). */
import { fullNameOf } from '../../shared/divisions/index.ts';
import type { Demonstration } from '../demonstration.ts';

/** Who keeps a platform: its township, or the county where it is shared. */
const keeperOf = (as: Demonstration['as'], place: string) =>
  as(place.length === 9 ? 'township' : 'county', place, 'platform');

/**
 * Registers a platform that meets all criteria but reports and services.
 * @param years in which it has money
 */
export async function registered(
  as: Demonstration['as'],
  place: string,
  { from, years }: { from: string; years: readonly string[] },
): Promise<void> {
  const name = fullNameOf(place);
  await keeperOf(as, place)('PUT', `/v1/platforms/${place}`, {
    name: `${name}社会组织服务平台`,
    base: {
      kind: 'social-work-station',
      name: `${name}社工站`,
      address: `${name}文化中心`,
      areaM2: 150,
      tenure: 'own',
    },
    operator: {
      kind: 'third-party',
      name: '温州市春晖社会工作服务中心',
      creditCode: '52330302MJ1234567X',
      independent: true,
      outside: false,
      socialWorkers: 3,
      contract: { from, to: '2025-12-31' },
    },
    staff: { total: 3, socialWorkers: 1 },
    opening: { daysAWeek: 6, hours: '8:30—17:30' },
    rules: [{ title: '平台管理办法', publishedOn: from }],
    funds: years.map((year) => ({ year, fen: 50_000_000, source: 'budget' })),
  });
}

/** Submits the report of a month. */
export async function reported(as: Demonstration['as'], place: string, month: string): Promise<void> {
  const said = { month, guided: 4, daysOpen: 24, work: '举办项目对接会，指导组织备案' };
  await keeperOf(as, place)('POST', `/v1/platforms/${place}/reports`, said);
}
