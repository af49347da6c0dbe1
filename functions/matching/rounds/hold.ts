import { ConditionFailed, retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Project } from '../model/listing.ts';
import { hold } from '../model/placing.ts';
import type { Round, RoundRow } from '../model/round.ts';
import { obstacle } from '../model/rules.ts';
import { promise } from '../model/supply.ts';
import { resourcesOf, termsNow } from '../offers/promises.ts';
import { putListing } from '../store/listings.ts';
import { putOffer } from '../store/offers.ts';
import { putOrganisation } from '../store/organisations.ts';
import { putTaken } from '../store/resources.ts';
import { putRow } from '../store/rounds.ts';

/**
 * Holds the place that a row chose, and what is to pay for it, unseen by anybody, unless somebody was faster: a claim that
 * came during the round stands, as does what was promised meanwhile, and the row says so. A row that holds already, or was
 * overtaken, stays as it is.
 */
export async function holdRow(round: Round, number: number, deps: Deps): Promise<void> {
  await retried(async () => {
    const [row] = await deps.store.rowsAt(round, [number]);
    if (!row?.chosen || row.offer !== undefined || row.overtaken !== undefined) return;
    const { organisation: id, project, supply, score } = row.chosen;
    const [need, organisation, by] = await Promise.all([
      deps.store.listing('need', row.need),
      deps.store.organisation(id),
      project === undefined ? undefined : (deps.store.listing('project', project) as Promise<Project>),
    ]);
    if (!need || need.state === 'draft' || !organisation)
      return mark(round, row, { overtaken: '需求或组织已不存在' }, deps);
    const broken = obstacle(need, organisation, deps.policy().data);
    const placing = broken
      ? { outcome: 'refused' as const, reason: broken.why }
      : hold(
          need,
          organisation,
          { origin: 'round', from: round.id, state: 'planned', supply, score, ...(project && { project }) },
          { at: deps.now().toISOString(), day: deps.today() },
        );
    if (placing.outcome === 'refused') return mark(round, row, { overtaken: placing.reason }, deps);
    const { offer } = placing;
    const resources = await resourcesOf([supply], deps);
    const promising = promise(offer, { need, organisation, project: by }, resources, termsNow(deps));
    if (promising.outcome === 'short') {
      const { title } = resources.find((one) => one.id === promising.resource)?.facts ?? { title: '' };
      return mark(round, row, { overtaken: `资源《${title}》${promising.why}` }, deps);
    }
    await deps.store.save({
      writes: [
        ...putListing(placing.need, need),
        ...putOrganisation(placing.organisation, organisation),
        putOffer(offer),
        ...resources.flatMap((before) => putTaken(promising.resources.get(before.id)!, before)),
        putRow(round, { ...row, offer: offer.id }, 'open'),
      ],
    });
  });
}

async function mark(
  round: Round,
  row: RoundRow,
  what: Pick<RoundRow, 'overtaken'>,
  deps: Deps,
): Promise<void> {
  try {
    await deps.store.save({ writes: [putRow(round, { ...row, ...what }, 'open')] });
  } catch (error) {
    // Another worker dealt with the row.
    if (!(error instanceof ConditionFailed)) throw error;
  }
}
