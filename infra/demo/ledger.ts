/** Organisations of the whole city in demonstrations: a ledger that comes in, one that residents found. */
import { CITY, childrenOf, divisionsWithin, hasTownships } from '../../shared/divisions/index.ts';
import { type Call, type Demonstration, pages, until } from '../demonstration.ts';
import { ledger, workbookOf } from '../ledger-workbook.ts';
import { imported } from './imported.ts';

export interface Organisation {
  id: string;
  name: string;
  division: string;
  track: 'registered' | 'filed' | 'managed';
  actions: string[];
}

/** Communities of a county in which organisations sit. */
const VILLAGES = 2;

/**
 * The ledgers of all counties come in by one workbook.
 * @param rows organisations of each county
 * @returns them as the ledger has them
 */
export async function ledgerOfCity(city: Call, rows: number): Promise<Organisation[]> {
  const made = divisionsWithin(CITY.code, 'county').flatMap(({ code }, county) =>
    homesIn(code).flatMap((division, home) => {
      const first = (county + 1) * 1000 + home * 100 + 1;
      const founded = { from: '2018-01-01', to: '2022-10-01' };
      return ledger({ rows: rows / VILLAGES, division, first, seed: first, founded, mistakes: 0 }).rows;
    }),
  );
  const file = await workbookOf({ rows: made });
  await imported(city, ['/v1/organisations/imports', '/v1/imports'], file, { fileName: '台账.xlsx' });
  return pages<Organisation>(city, `/v1/organisations?division=${CITY.code}&limit=100`);
}

function homesIn(county: string): string[] {
  const [township] = divisionsWithin(county, 'township');
  return childrenOf(township?.code ?? county)
    .slice(0, VILLAGES)
    .map(({ code }) => code);
}

/** The authority that looks after an organisation says which account speaks for it. */
export async function speaksFor(
  { id, track, division }: Organisation,
  as: Demonstration['as'],
): Promise<void> {
  const officer = {
    registered: as('county', division.slice(0, 6), 'officer'),
    filed: townshipOf(division, as),
    managed: as('community', division, 'officer'),
  }[track];
  const { etag } = await officer('GET', `/v1/organisations/${id}`);
  const contact = { role: 'organisation', subject: `speaker-${id}` };
  await officer('PATCH', `/v1/organisations/${id}`, { contact }, { 'if-match': etag });
}

/** The officer of the township that a community lies in, or of the county where it does the townships' work (龙港市). */
export const townshipOf = (village: string, as: Demonstration['as']): Call =>
  hasTownships(village)
    ? as('township', village.slice(0, 9), 'officer')
    : as('county', village.slice(0, 6), 'officer');

const PERSON = {
  name: '陈秀英',
  idCard: '11010519491231002X',
  phone: '13800138000',
  position: '队长',
  backgrounds: ['party-member'],
};

/** Residents found a team, its name is checked and held, their village takes it under its management (C1.5). */
export async function founded(
  as: Demonstration['as'],
  { village, name }: { village: string; name: string },
): Promise<string> {
  const resident = as('applicant', village.slice(0, 6), 'chen');
  const { json } = await resident('POST', '/v1/applications', {
    track: 'managed',
    kind: 'team',
    name,
    division: village,
    purpose: '丰富居民文化生活',
    scope: '合唱排练和演出',
    actions: ['culture'],
    founders: [PERSON],
    leaders: [PERSON],
    members: { individuals: 9, units: 0 },
  });
  const application = `/v1/applications/${json.id}`;
  await resident('POST', `${application}/submit`);
  const { json: named } = await until(
    () => resident('GET', application),
    ({ json: { state } }) => state !== 'naming',
  );
  if (named.state !== 'pending') throw new Error(`${name} is ${named.state}`);
  const community = as('community', village, 'officer');
  await community('POST', `/v1/reviews/${json.id}/take`);
  const { json: decided } = await community('POST', `/v1/reviews/${json.id}/approve`, {});
  return decided.organisationId as string;
}
