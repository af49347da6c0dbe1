import type { Acting } from '../../../../shared/http/acting.ts';
import { conflict, type FieldError, unprocessable } from '../../../../shared/http/problem.ts';
import type { Answer } from '../../../../shared/http/route.ts';
import type { Once } from '../../../../shared/store/index.ts';
import type { Deps } from '../../deps.ts';
import { type Attendee, type Fair, notHeld, type Outcome } from '../../model/fair.ts';
import type { Need, Project } from '../../model/listing.ts';
import { NO_SUPPLY, type Supply } from '../../model/offer.ts';
import { obstacle } from '../../model/rules.ts';
import { portions } from '../../model/supply.ts';
import { putFair, putOutcome } from '../../store/fairs.ts';
import { channelEntry } from '../entries.ts';
import { placeAll } from '../place.ts';
import { ownFair, shownOutcome } from './find.ts';
import type { OutcomeRequest } from './schema.ts';

/**
 * The organiser records what a need and an organisation agreed at a fair, both of which attend: a place is held, and what
 * they agreed on is kept, for the township to confirm (M1.3).
 * @throws Problem 409 before its day, when it is over, when there is no place or a rule is not met; 422 for who does not
 * attend, or a resource that does not fit or has not enough left; else as `ownFair`
 */
export async function record(
  id: string,
  request: OutcomeRequest,
  acting: Acting,
  deps: Deps,
  once: (answer: Answer) => { once?: Once },
): Promise<Answer> {
  const fair = await ownFair(id, acting, deps);
  const early = notHeld(fair, deps.today());
  if (early !== undefined) throw conflict(early, { extra: { state: fair.state } });
  const { need, organisation, project } = await agreeing(fair, request, deps);
  const broken = obstacle(need, organisation, deps.policy().data);
  if (broken) throw conflict(`${broken.why}。${broken.remedy}`, { extra: { rule: broken.rule } });
  const supply = (request.supply as Supply | undefined) ?? NO_SUPPLY;
  const { caller } = acting;
  const pair = { need, organisation, project, supply };
  const { outcomes, writes, audit } = await placeAll([pair], { origin: 'fair', id, actor: caller }, deps);
  const [placed] = outcomes;
  if (!placed || 'refused' in placed) throw conflict(placed?.refused ?? '', { extra: { state: need.state } });
  const { offer, short } = placed;
  if (short) {
    const detail = `资源 ${short.resource}：${short.why}`;
    throw unprocessable(detail, { errors: [{ pointer: '#/body/supply', detail }] });
  }
  const outcome: Outcome = {
    fair: id,
    offer: offer.id,
    need: need.id,
    title: offer.title,
    organisation: organisation.id,
    organisationName: organisation.name,
    at: offer.at,
  };
  const after: Fair = { ...fair, outcomes: fair.outcomes + 1, version: fair.version + 1 };
  const answer = { status: 201, body: shownOutcome(outcome) };
  await deps.store.save({
    writes: [putFair(after), putOutcome(outcome, after.outcomes), ...writes],
    audit: [
      channelEntry(id, 'recorded', caller, { offer: offer.id, organisation: organisation.id }),
      ...audit,
    ],
    ...once(answer),
  });
  return answer;
}

/**
 * Both sides as they are now, and the project.
 * @throws Problem 422 with whoever of them does not attend the fair
 */
async function agreeing({ id }: Fair, request: OutcomeRequest, { store }: Deps) {
  const { need, organisation, project, supply } = request;
  const resources = supply ? [...portions(supply as Supply).keys()] : [];
  const asked: Pick<Attendee, 'type' | 'of'>[] = [
    { type: 'need', of: need },
    { type: 'organisation', of: organisation },
    ...(project === undefined ? [] : [{ type: 'project', of: project } as const]),
    ...resources.map((of) => ({ type: 'resource', of }) as const),
  ];
  const there = new Set((await store.attending(id, asked)).map(({ type, of }) => `${type} ${of}`));
  const errors = asked
    .filter(({ type, of }) => !there.has(`${type} ${of}`))
    .map(
      ({ type, of }): FieldError =>
        type === 'resource'
          ? { pointer: '#/body/supply', detail: `资源 ${of} 没有报名参加这个对接会` }
          : { pointer: `#/body/${type}`, detail: '没有报名参加这个对接会' },
    );
  if (errors.length > 0) throw unprocessable(`有 ${errors.length} 方没有报名`, { errors });
  const [foundNeed, foundOrganisation, foundProject] = await Promise.all([
    store.listing('need', need) as Promise<Need>,
    store.organisation(organisation),
    project === undefined ? undefined : (store.listing('project', project) as Promise<Project>),
  ]);
  if (foundProject && !(foundProject.state === 'open' && foundProject.facts.needs.includes(need)))
    throw unprocessable('项目不能用于这个需求', {
      errors: [{ pointer: '#/body/project', detail: '项目已不在清单中，或它不为这个需求设计' }],
    });
  return { need: foundNeed, organisation: foundOrganisation!, project: foundProject };
}
