import type { Caller } from '../../../shared/auth/caller.ts';
import type { Acting } from '../../../shared/http/acting.ts';
import { conflict, invalid, notFound } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Once } from '../../../shared/store/index.ts';
import { speaksFor } from '../capacities/find.ts';
import type { Deps } from '../deps.ts';
import { listingEntry, visible } from '../listings/find.ts';
import type { Need, Project } from '../model/listing.ts';
import { notice, toConfirmer, toOwner } from '../model/notice.ts';
import { NO_SUPPLY } from '../model/offer.ts';
import type { Organisation } from '../model/organisation.ts';
import { hold } from '../model/placing.ts';
import { obstacle } from '../model/rules.ts';
import { score } from '../model/score.ts';
import { putListing } from '../store/listings.ts';
import { putNotice } from '../store/notices.ts';
import { putOffer } from '../store/offers.ts';
import { putOrganisation } from '../store/organisations.ts';
import { answerOf } from './find.ts';
import type { ClaimRequest } from './schema.ts';

/**
 * An organisation claims an open need (认领, A1, M1.4); the township confirms it. Of many at once as many win as the need has
 * places.
 * @throws Problem 404 for a need that is not there, or an organisation that the caller does not speak for; 409 with the rule
 * that it does not meet, or when the need is taken
 */
export async function claim(
  needId: string,
  request: ClaimRequest,
  { caller }: Acting,
  deps: Deps,
  once: (answer: Answer) => { once?: Once },
): Promise<Answer> {
  const need = await visible('need', needId, caller, deps);
  if (need.state === 'draft') throw notFound('没有这个需求，或您无权查看');
  const organisation = await claimant(request.organisation, caller, deps);
  const policy = deps.policy();
  const broken = obstacle(need, organisation, policy.data);
  if (broken) throw conflict(`${broken.why}。${broken.remedy}`, { extra: { rule: broken.rule } });
  const project = request.project === undefined ? undefined : await projectFor(request.project, need, deps);
  const at = deps.now().toISOString();
  const placing = hold(
    need,
    organisation,
    {
      origin: 'claim',
      state: 'accepted',
      supply: NO_SUPPLY,
      score: score(need.facts, organisation, project, policy),
      ...(project && { project: project.id }),
    },
    { at, day: deps.today() },
  );
  if (placing.outcome === 'refused') throw conflict(placing.reason, { extra: { state: need.state } });
  const { offer } = placing;
  const answer = answerOf(offer, 201);
  const text = `${organisation.name}认领了需求《${need.facts.title}》，待乡镇（街道）确认`;
  await deps.store.save({
    writes: [
      ...putListing(placing.need, need),
      ...putOrganisation(placing.organisation, organisation),
      putOffer(offer),
      ...[...new Set([toOwner(need.owner), toConfirmer(need.division)])].map((recipient) =>
        putNotice(
          notice(recipient, { key: offer.id, kind: 'accepted', text, link: `/v1/offers/${offer.id}`, at }),
        ),
      ),
    ],
    audit: [listingEntry(need, 'claimed', caller, { offer: offer.id, organisation: organisation.id })],
    ...once(answer),
  });
  return answer;
}

/** The organisation that claims: the one named, or the only one that the account speaks for. */
export async function claimant(
  id: string | undefined,
  caller: Caller,
  { store }: Deps,
): Promise<Organisation> {
  if (id !== undefined) {
    const named = await store.organisation(id);
    if (!named || !speaksFor(named, caller)) throw notFound('没有这个组织，或您不代表它');
    return named;
  }
  const { items } = await store.organisationsOf(caller, { limit: 2, scope: 'claimants' });
  const [only, another] = items;
  if (only && !another) return only;
  throw another
    ? invalid([{ pointer: '#/body/organisation', detail: '您代表多个组织，请写明由哪一个认领' }])
    : notFound('您还不代表任何组织，请先由登记、备案或管理机关登记联系人');
}

async function projectFor(id: string, need: Need, { store }: Deps): Promise<Project> {
  const project = await store.listing('project', id);
  if (project?.state === 'open' && project.facts.needs.includes(need.id)) return project;
  throw invalid([{ pointer: '#/body/project', detail: '没有这个项目，或它不为这个需求设计' }]);
}
