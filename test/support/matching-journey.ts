/** What journeys through matching do over HTTP, each step as somebody. */
import type { Role } from '../../shared/auth/caller.ts';
import { addDays } from '../../shared/calendar/index.ts';
import { today } from '../../shared/calendar/today.ts';
import { CHOIR } from '../integration/registration/service.ts';
import { eventually, http, token } from './stack.ts';

/** 鹿城区南汇街道南塘社区: many journeys have organisations there, and each its own names for them. */
export const VILLAGE = '330302025006';
export const TOWNSHIP = '330302025';

/** Calls as somebody; what is refused fails the journey. */
export async function as(role: Role, division: string, subject: string) {
  const bearer = await token(role, division, subject);
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await http(method, path, { token: bearer, headers, ...(body !== undefined && { body }) });
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.text}`);
    return answer;
  };
}
export type Call = Awaited<ReturnType<typeof as>>;
/** As much of a call as organisations need to be taken under management: any local cloud has such. */
type Asking = (method: string, path: string, body?: unknown) => Promise<{ json: unknown }>;
export interface Items<T> {
  items: T[];
}
export const idOf = ({ json }: { json: unknown }) => (json as { id: string }).id;

/** Has a village take a team under its management: an organisation for which the resident speaks, and that takes needs on. */
export async function managed(
  resident: Asking,
  village: Asking,
  name: string,
  actions = ['culture', 'safety'],
  division = VILLAGE,
): Promise<string> {
  const draft = { ...CHOIR, track: 'managed', division, name, actions };
  const application = idOf(await resident('POST', '/v1/applications', draft));
  await resident('POST', `/v1/applications/${application}/submit`);
  await eventually(
    () => resident('GET', `/v1/applications/${application}`),
    ({ json }) => (json as { state: string }).state === 'pending',
  );
  await village('POST', `/v1/reviews/${application}/take`);
  const { json } = await village('POST', `/v1/reviews/${application}/approve`, {});
  const { organisationId } = json as { organisationId: string };
  await eventually(
    async () => (await resident('GET', '/v1/capacities/mine')).json as Items<{ id: string }>,
    ({ items }) => items.some(({ id }) => id === organisationId),
    30_000,
  );
  return organisationId;
}

/** Puts an entry into its list. */
export async function listed(who: Call, path: string, facts: object): Promise<string> {
  const id = idOf(await who('POST', path, facts));
  await who('POST', `${path}/${id}/publish`);
  return id;
}

/** Publishes a need of the village, to be served from next week on. */
export function published(village: Call, more: object = {}): Promise<string> {
  const from = addDays(today(new Date()), 7);
  return listed(village, '/v1/needs', {
    title: '重阳节合唱辅导',
    division: VILLAGE,
    action: 'culture',
    kinds: ['choir'],
    period: { from, to: addDays(from, 60) },
    openUntil: addDays(from, 10),
    urgency: 'normal',
    demand: 1,
    ...more,
  });
}

/** Money of an enterprise for the county. */
export function funded(provider: Call, fen: number): Promise<string> {
  const from = today(new Date());
  return listed(provider, '/v1/resources', {
    title: '社区活动资金',
    division: '330302',
    period: { from, to: addDays(from, 300) },
    openUntil: addDays(from, 200),
    donor: 'enterprise',
    donorName: '某鞋业有限公司',
    gift: { type: 'funds', source: 'social-capital', fen },
  });
}

/** Has a township's platform registered, unless another journey has done so. */
export async function registered(township: Call): Promise<void> {
  const path = `/v1/platforms/${TOWNSHIP}`;
  const base = {
    kind: 'social-work-station',
    name: '南汇街道社工站',
    address: '南汇街道文化中心二楼',
    areaM2: 160,
    tenure: 'own',
  };
  await township('PUT', path, { name: '南汇街道社会组织服务平台', base }).catch(() => township('GET', path));
}
