import { monthOf } from '../../../shared/calendar/months.ts';
import { monthsOf } from '../../../shared/calendar/periods.ts';
import type { CloudEvent } from '../../../shared/events/index.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { type Counted, countyOf, type Fact } from '../model/fact.ts';
import type { FactKind } from '../model/kinds.ts';
import { homesOf, type News, spellsOf, told } from '../model/spells.ts';
import { FOR_EVER, markDirty } from '../store/dirty.ts';
import { putFact, putSubject, type Subject, supersede } from '../store/facts.ts';

/** What happened on a day, as a revision of it says; without `counted` it counts no longer. */
export interface Happened {
  kind: FactKind;
  /** Its id; with its kind no other has it. */
  subject: string;
  revision: number;
  division: string;
  /** YYYY-MM-DD. */
  on: string;
  /** Under which it stands when that is not the month of its day: what is told of a quarter or a year. */
  period?: string;
  counted?: Counted;
  policy?: string;
}

/**
 * Keeps what happened, once: the highest revision holds, in whatever order they come. The one before it is closed and stays,
 * so that what was known at any instant can be told for ever.
 */
export async function keepHappened(happened: Happened, event: CloudEvent, deps: Deps): Promise<void> {
  const { kind, subject, revision, division, on, period = monthOf(on), counted, policy } = happened;
  await retried(async () => {
    const known = await deps.store.subject(kind, subject);
    if (known && known.revision >= revision) return;
    const facts = counted
      ? [{ kind, subject, division, period, on, counted, ...(policy !== undefined && { policy }), revision }]
      : [];
    await save(known, { kind, subject, revision }, facts, event, deps);
  });
}

/**
 * Keeps how something stands from a day on, once: news of it may come in any order.
 * @param news whose version is the highest is the latest
 */
export async function keepStanding(
  { kind, subject }: { kind: FactKind; subject: string },
  news: News,
  event: CloudEvent,
  deps: Deps,
): Promise<void> {
  await retried(async () => {
    const known = await deps.store.subject(kind, subject);
    const all = told(known?.news ?? [], news);
    if (!all) return;
    const spells = spellsOf(all);
    const revision = (known?.revision ?? 0) + 1;
    const facts = homesOf(spells).map((division) => ({ kind, subject, division, spells, revision }));
    const since = [monthOf(news.from), FOR_EVER] as const;
    await save(known, { kind, subject, revision, news: all }, facts, event, deps, since);
  });
}

type Next = Omit<Subject, 'version' | 'facts'>;
type Unrecorded = Omit<Fact, 'recorded' | 'event'>;

/** One transaction: the facts that held are closed, those that hold now are kept, and figures have to be computed. */
async function save(
  known: Subject | undefined,
  next: Next,
  facts: readonly Unrecorded[],
  event: CloudEvent,
  deps: Deps,
  months?: readonly [string, string],
): Promise<void> {
  const at = deps.now().toISOString();
  const { kind, subject } = next;
  const before = (known?.facts ?? []).map((fact) => ({ ...fact, kind, subject }));
  const dirty = new Map<string, { county: string; from: string; until: string }>();
  for (const { division, period } of [...before, ...facts]) {
    const [from, until] = months ?? monthsTouched(period!);
    const county = countyOf(division);
    dirty.set(`${county} ${from} ${until}`, { county, from, until });
  }
  await deps.store.save({
    writes: [
      putSubject({
        ...next,
        facts: facts.map(({ division, period, revision }) => ({
          division,
          ...(period !== undefined && { period }),
          revision,
        })),
        version: (known?.version ?? 0) + 1,
      }),
      ...before.map((fact) => supersede(fact, at)),
      ...facts.map((fact) => putFact({ ...fact, recorded: at, event: { id: event.id, type: event.type } })),
      ...[...dirty.values()].map((one) => markDirty({ ...one, stamp: deps.newId() })),
    ],
  });
}

/** A quarter or a year is computed with its last month. */
function monthsTouched(period: string): [string, string] {
  const last = monthsOf(period).at(-1)!;
  return [last, last];
}
