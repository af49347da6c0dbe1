import { monthOf } from '../../../shared/calendar/months.ts';
import { ConditionFailed } from '../../../shared/store/index.ts';
import type { RatesDeps } from '../deps.ts';
import { putRound, type Round } from '../store/attention.ts';
import { look } from './look.ts';

/** Organisations that are looked at together, and homes whose organisations are read together. */
const ORGANISATIONS_A_PAGE = 100;
const HOMES_A_PAGE = 20;

/**
 * Looks which organisations of a county, or of the city alone, need attention (C1.1, T2): all of them once when a month
 * begins or the policy is another, for time alone makes dormant; else those of which something changed. Broken off it goes
 * on where it stopped; two at once do no harm.
 * @param isOver whether it has to stop: what is left stays told
 * @returns whether nothing is left
 */
export async function lookOver(
  county: string,
  deps: RatesDeps,
  isOver: () => boolean = () => false,
): Promise<boolean> {
  return (await goRound(county, deps, isOver)) && (await lookAtTold(county, deps, isOver));
}

async function goRound(county: string, deps: RatesDeps, isOver: () => boolean): Promise<boolean> {
  const homes = (await deps.store.homesIn(county)).sort();
  if (homes.length === 0) return true;
  for (;;) {
    const round = due(county, await deps.store.round(county), deps);
    if (round.done) return true;
    if (isOver()) return false;
    const page = homes.filter((home) => home > round.through).slice(0, HOMES_A_PAGE);
    await lookAtHomes(page, deps);
    const through = page.at(-1) ?? round.through;
    const done = through >= homes.at(-1)!;
    await unlessOvertaken(() =>
      deps.store.save({ writes: [putRound({ ...round, through, done, version: round.version + 1 })] }),
    );
  }
}

/** How far the round is that is due: at its beginning, where the last one was of another month or policy. */
function due(county: string, known: Round | undefined, deps: RatesDeps): Round {
  const day = deps.today();
  const [month, policy] = [monthOf(day), deps.policyOn(day).version];
  if (known && known.month === month && known.policy === policy) return known;
  return { county, month, policy, through: '', done: false, version: known?.version ?? 0 };
}

async function lookAtHomes(homes: readonly string[], deps: RatesDeps): Promise<void> {
  const residents = await Promise.all(homes.map((home) => deps.store.residentsOf(home)));
  // One that moved is looked at where it is now.
  const here = residents.flat().filter(({ home, spells }) => spells.at(-1)?.division === home);
  for (let at = 0; at < here.length; at += ORGANISATIONS_A_PAGE)
    await look(
      here.slice(at, at + ORGANISATIONS_A_PAGE).map(({ id }) => ({ organisation: id })),
      deps,
    );
}

async function lookAtTold(county: string, deps: RatesDeps, isOver: () => boolean): Promise<boolean> {
  for (;;) {
    const { items } = await deps.store.looks(county, { limit: ORGANISATIONS_A_PAGE, scope: 'looks' });
    if (items.length === 0) return true;
    if (isOver()) return false;
    await look(
      items.map((told) => ({ organisation: told.organisation, told })),
      deps,
    );
  }
}

async function unlessOvertaken(save: () => Promise<void>): Promise<void> {
  try {
    await save();
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}
