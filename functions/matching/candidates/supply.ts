/** What may serve needs is new or changed: those needs are matched anew, and who is concerned is told. */
import type { EventData } from '../../../shared/events/catalogue.ts';
import { type CloudEvent, newEvent, onceFor } from '../../../shared/events/index.ts';
import type { Page } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Need, Resource } from '../model/listing.ts';
import { notice, toOwner } from '../model/notice.ts';
import type { Organisation } from '../model/organisation.ts';
import { obstacle } from '../model/rules.ts';
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

/** Needs that an organisation may serve now, or is among the candidates of and may be no longer. */
async function ofOrganisation(event: Due, id: string, deps: Deps): Promise<void> {
  const organisation = await deps.store.organisation(id);
  if (!organisation) return;
  const { items, next } = await openNeeds(areaOf(organisation), event, deps);
  const { data } = deps.policy();
  const kept = new Set(
    (await deps.store.candidatesOf(items.map((need) => need.id)))
      .filter((found) => found.kept.some((one) => one.organisation === id))
      .map(({ need }) => need),
  );
  const concerned = items.filter((need) => {
    const broken = obstacle(need, organisation, data);
    return kept.has(need.id) || broken === undefined || broken.rule === 'capacity';
  });
  await again(event, concerned, next, deps);
}

/** The smallest division in which all needs lie that an organisation may serve: its area, its county, or the city. */
function areaOf({ capacity: { areas, beyond } }: Organisation): string {
  const [only, ...more] = areas;
  if (beyond || more.length > 0 || only === undefined) return areas[0]?.slice(0, 4) ?? '';
  return only;
}

async function ofProject(event: Due, id: string, deps: Deps): Promise<void> {
  const project = await deps.store.listing('project', id);
  if (!project || project.state === 'draft') return;
  const needs = (await deps.store.listings('need', project.facts.needs)).filter(
    (need): need is Need => need.state === 'open',
  );
  const { title } = project.facts;
  const text = (need: Need) => `专业社工机构为需求《${need.facts.title}》设计了项目《${title}》（M1.2）`;
  const told = project.state === 'open' ? needs : [];
  await again(
    event,
    needs,
    undefined,
    deps,
    told.map((need) => [need, text(need), `/v1/projects/${id}`]),
  );
}

/** Whom a new resource may help, and its provider, are told; candidates do not depend on it. */
async function ofResource(event: Due, id: string, deps: Deps): Promise<void> {
  const resource = await deps.store.listing('resource', id);
  if (resource?.state !== 'open') return;
  const { items, next } = await openNeeds(resource.division, event, deps);
  const helped = items.filter(
    (need) => wants(need, resource) && misfit(resource, need, deps.today()) === undefined,
  );
  const { title } = resource.facts;
  const link = `/v1/resources/${id}`;
  const told = helped.map(
    (need): Told => [need, `资源《${title}》可用于需求《${need.facts.title}》（M1.3）`, link],
  );
  await again(event, [], next, deps, told, resource);
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

type Told = [need: Need, text: string, link: string];

/** Saves what follows of one page: needs to be matched anew, notices, and the event that goes on with the next page. */
async function again(
  event: Due,
  needs: readonly Need[],
  next: string | undefined,
  deps: Deps,
  told: readonly Told[] = [],
  resource?: Resource,
): Promise<void> {
  const at = deps.now().toISOString();
  const { correlationid: correlationId } = event;
  const provider = resource &&
    told.length > 0 && {
      recipient: toOwner(resource.owner),
      text: `您的资源《${resource.facts.title}》适合 ${told.length} 个公开征集的需求`,
      link: `/v1/needs?division=${resource.division}`,
    };
  await deps.store.save({
    writes: [
      ...told.map(([need, text, link]) =>
        putNotice(
          notice(toOwner(need.owner), {
            key: `${event.data.id}.${need.id}`,
            kind: 'candidates',
            text,
            link,
            at,
          }),
        ),
      ),
      ...(provider
        ? [
            putNotice(
              notice(provider.recipient, {
                key: event.id,
                kind: 'opportunity',
                text: provider.text,
                link: provider.link,
                at,
              }),
            ),
          ]
        : []),
    ],
    events: [
      ...needs.map(({ id }) =>
        newEvent(
          'matching.match.due',
          { subject: id, correlationId, data: { needId: id, cause: 'supply' } },
          deps,
        ),
      ),
      ...(next === undefined
        ? []
        : [
            newEvent(
              'matching.supply.due',
              { subject: event.data.id, correlationId, data: carriedOn(event, next) },
              deps,
            ),
          ]),
    ],
    once: onceFor(event, deps.now()),
  });
}

const carriedOn = ({ data: { of, id } }: Due, from: string): EventData<'matching.supply.due'> => ({
  of,
  id,
  from,
});

/** A page of the open needs of a division, from where the event goes on. */
async function openNeeds(division: string, { data: { id, from } }: Due, deps: Deps): Promise<Page<Need>> {
  const scope = `supply ${id}`;
  return deps.store.list('need', division, { state: 'open' }, { limit: AT_ONCE, scope, cursor: from });
}
