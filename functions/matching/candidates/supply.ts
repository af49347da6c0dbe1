/** What may serve needs is new or changed: those needs are matched anew, and who is concerned is told. */
import { type CloudEvent, newEvent, onceFor } from '../../../shared/events/index.ts';
import type { Deps } from '../deps.ts';
import { matchDue } from '../listings/told.ts';
import { concerns } from '../model/candidates.ts';
import type { Need, Resource } from '../model/listing.ts';
import { notice, toOwner } from '../model/notice.ts';
import { reachOf } from '../model/rules.ts';
import { misfit } from '../model/supply.ts';
import { putNotice } from '../store/notices.ts';

/** Needs looked at by one event: each may have one of the hundred writes of its transaction. */
const AT_ONCE = 80;

/** `matching.supply.due`: carried on by the next event as long as there are more needs. */
export async function supplyDue(event: CloudEvent<'matching.supply.due'>, deps: Deps): Promise<void> {
  const { of, id } = event.data;
  switch (of) {
    case 'organisation':
      return ofOrganisation(event, id, deps);
    case 'project':
      return ofProject(event, id, deps);
    case 'resource':
      return ofResource(event, id, deps);
  }
}

type Due = CloudEvent<'matching.supply.due'>;

/** Needs that an organisation would be among the candidates of now, or is and may be no longer. */
async function ofOrganisation(event: Due, id: string, deps: Deps): Promise<void> {
  const organisation = await deps.store.organisation(id);
  if (!organisation) return;
  const { store, policy } = deps;
  const divisions = event.data.divisions ?? reachOf(organisation, policy().data);
  const { needs, rest } = await openNeeds(divisions, event, deps);
  const known = new Map(
    (await store.candidatesOf(needs.map((need) => need.id))).map((one) => [one.need, one]),
  );
  const concerned = needs.filter((need) => concerns(organisation, need, known.get(need.id), policy()));
  await save({ needs: concerned, rest }, event, deps);
}

/** The needs that a project is for; their owners are told of it when it is new. */
async function ofProject(event: Due, id: string, deps: Deps): Promise<void> {
  const project = await deps.store.listing('project', id);
  if (!project || project.state === 'draft') return;
  const needs = (await deps.store.listings('need', project.facts.needs)).filter(
    (need): need is Need => need.state === 'open',
  );
  const { title } = project.facts;
  const told = needs.map((need) => ({
    recipient: toOwner(need.owner),
    key: `${id}.${need.id}`,
    kind: 'candidates' as const,
    text: `专业社工机构为需求《${need.facts.title}》设计了项目《${title}》（M1.2）`,
    link: `/v1/projects/${id}`,
    at: project.publishedAt!,
  }));
  await save({ needs, told: project.state === 'open' ? told : [] }, event, deps);
}

/** Whom a new resource may help, and its provider, are told; candidates do not depend on it. */
async function ofResource(event: Due, id: string, deps: Deps): Promise<void> {
  const resource = await deps.store.listing('resource', id);
  if (resource?.state !== 'open') return;
  const { needs, rest } = await openNeeds(event.data.divisions ?? [resource.division], event, deps);
  const { title } = resource.facts;
  const at = resource.publishedAt!;
  const helped = needs
    .filter((need) => wants(need, resource) && misfit(resource, need, deps.today()) === undefined)
    .map((need) => ({
      recipient: toOwner(need.owner),
      key: `${id}.${need.id}`,
      kind: 'candidates' as const,
      text: `资源《${title}》可用于需求《${need.facts.title}》（M1.3）`,
      link: `/v1/resources/${id}`,
      at,
    }));
  const provider = {
    recipient: toOwner(resource.owner),
    key: id,
    kind: 'opportunity' as const,
    text: `您的资源《${title}》适合公开征集的需求，可以查看`,
    link: `/v1/needs?division=${resource.division}`,
    at,
  };
  const told = helped.length > 0 ? [...helped, provider] : [];
  await save({ told, rest }, event, deps);
}

function wants({ facts }: Need, { facts: { gift } }: Resource): boolean {
  switch (gift.type) {
    case 'funds':
      return (facts.budgetFen ?? 0) > 0;
    case 'venue':
      return facts.slot !== undefined;
    case 'people':
      return (facts.skills ?? []).some((skill) => gift.skills.includes(skill));
    case 'goods':
      return facts.action === 'relief';
  }
}

interface Follows {
  /** To be matched anew. */
  needs?: readonly Need[];
  told?: readonly (Parameters<typeof notice>[1] & { recipient: string })[];
  /** Where the next event goes on. */
  rest?: Rest | undefined;
}

interface Rest {
  divisions: string[];
  from?: string;
}

/** Saves what follows of one page. */
async function save({ needs = [], told = [], rest }: Follows, event: Due, deps: Deps): Promise<void> {
  const { correlationid: correlationId, data } = event;
  const { of, id } = data;
  const about = { subject: id, correlationId, data: { of, id, ...rest } };
  await deps.store.save({
    writes: told.map(({ recipient, ...said }) => putNotice(notice(recipient, said))),
    events: [
      ...needs.map((need) => matchDue(need, 'supply', correlationId, deps)),
      ...(rest ? [newEvent('matching.supply.due', about, deps)] : []),
    ],
    once: onceFor(event, deps.now()),
  });
}

/** The next open needs of divisions, from where the event goes on, and what is left after them. */
async function openNeeds(
  divisions: readonly string[],
  { data: { id, from } }: Due,
  { store }: Deps,
): Promise<{ needs: Need[]; rest?: Rest }> {
  const needs: Need[] = [];
  let cursor = from;
  for (const [index, division] of divisions.entries()) {
    const limit = AT_ONCE - needs.length;
    if (limit === 0) return { needs, rest: { divisions: divisions.slice(index) } };
    const list = { limit, scope: `supply ${id}`, cursor };
    const page = await store.list('need', division, { state: 'open' }, list);
    needs.push(...page.items);
    if (page.next !== undefined)
      return { needs, rest: { divisions: divisions.slice(index), from: page.next } };
    cursor = undefined;
  }
  return { needs };
}
