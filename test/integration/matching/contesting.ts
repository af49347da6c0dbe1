/** Contests of 鹿城区 at the matching service, as their tests go through them. */
import { type MatchingService, VISITS } from './service.ts';

const DAY = 24;
export const JUDGES = [
  { role: 'agency', subject: 'judge-1', name: '陈评委' },
  { role: 'provider', subject: 'judge-2', name: '林评委' },
  { role: 'county', subject: 'judge-3', division: '330302', name: '周评委' },
  { role: 'township', subject: 'judge-4', division: '330302026', name: '吴评委' },
] as const;
export type Who = ReturnType<MatchingService['as']>;
export interface Team {
  id: string;
  who: Who;
}
export const FUNDS = {
  title: '公益创投资金',
  division: '330302',
  period: { from: '2026-12-01', to: '2027-11-30' },
  openUntil: '2027-06-30',
  donor: 'department',
  donorName: '鹿城区民政局',
  gift: { type: 'funds', source: 'venture-philanthropy', fen: 1_000_000 },
};
export const CONTEST = {
  title: '鹿城区社区微公益创投大赛',
  division: '330302',
  entriesUntil: '2026-11-30',
  judgingUntil: '2026-12-05',
  prizes: [{ name: '一等奖', places: 1 }],
  judges: JUDGES,
};

export const PLAN = { title: '银龄陪伴', plan: '每周两次上门探访，结对陪伴' };

export const idOf = ({ json }: { json: unknown }) => (json as { id: string }).id;
export async function ok(
  reply: { status: number; json: unknown } | Promise<{ status: number; json: unknown }>,
) {
  const { status, json } = await reply;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(json)}`);
  return { status, json };
}

/** Who takes part in contests, and the steps that they take. */
export function contesting(service: () => MatchingService) {
  const bureau = () => service().as('county', '330302', 'bureau');
  const wang = () => service().as('community', '330302025010', 'wang');
  const wu = () => service().as('township', '330302025', 'wu');
  const studio = () => service().as('agency', '330302', 'studio');
  const provider = () => service().as('provider', '330302', 'fund');
  const judge = (number: 1 | 2 | 3 | 4): Who => {
    const { role, subject } = JUDGES[number - 1]!;
    return service().as(role, number === 4 ? '330302026' : '330302', subject);
  };
  async function published(path: string, facts: object, who: Who) {
    const id = idOf(await ok(who.post(path, facts)));
    await ok(who.post(`${path}/${id}/publish`));
    return id;
  }
  const need = (more: object = {}) => published('/v1/needs', { ...VISITS, ...more }, wang());
  const contest = async (more: object = {}) =>
    idOf(await ok(bureau().post('/v1/contests', { ...CONTEST, ...more })));
  let serial = 0;
  const organisation = async (standing: object = {}) => {
    serial += 1;
    const id = `TEAM-${serial}`;
    return { id, who: await service().enrol(id, { standing }) };
  };
  const entered = async (id: string, { who }: Team, needId: string, more: object = {}) =>
    idOf(await ok(who.post(`/v1/contests/${id}/entries`, { ...PLAN, need: needId, ...more })));
  const score = (id: string, entry: string, who: Who, points: number[]) =>
    who.call('PUT', `/v1/contests/${id}/entries/${entry}/score`, { points });
  /** Lets days pass for a while. */
  async function inDays<T>(days: number, what: () => Promise<T>): Promise<T> {
    service().pass({ hours: days * DAY });
    try {
      return await what();
    } finally {
      service().pass({ hours: -days * DAY });
    }
  }
  const placesOf = async (id: string) =>
    ((await wang().get(`/v1/needs/${id}`)).json as { places: object }).places;

  /** All four judges give the same points. */
  const all = async (id: string, points: Readonly<Record<string, number[]>>) => {
    for (const [entry, given] of Object.entries(points))
      for (const number of [1, 2, 3, 4] as const) await ok(score(id, entry, judge(number), given));
  };

  return {
    bureau,
    wang,
    wu,
    studio,
    provider,
    judge,
    published,
    need,
    contest,
    organisation,
    entered,
    score,
    all,
    inDays,
    placesOf,
  };
}
