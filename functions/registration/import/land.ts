/** Lands rows of a ledger: each good one in a transaction of its own. */

import { atOnce } from '../../../shared/at-once.ts';
import { idFrom } from '../../../shared/imports/files.ts';
import type { Dealt } from '../../../shared/imports/kind.ts';
import type { RowProblems } from '../../../shared/imports/sheet.ts';
import type { SheetImport } from '../../../shared/imports/sheet-import.ts';
import { ConditionFailed } from '../../../shared/store/index.ts';
import { policyOf } from '../applications/application.ts';
import type { Deps } from '../deps.ts';
import type { ColumnId, LedgerRow } from '../model/import/columns.ts';
import { identityOf, meeting, type Origin, organisationFrom } from '../model/import/entry.ts';
import { type Facts, judge } from '../model/import/row.ts';
import type { Organisation } from '../model/organisation.ts';
import { reportOwed } from '../organisations/duties.ts';
import { entered, organisationEntry } from '../organisations/told.ts';

/** Rows that are saved at once. */
const AT_ONCE = 16;

/** A good row on its way into the ledger. */
interface Candidate {
  facts: Facts;
  origin: Origin;
  organisation: Organisation;
  identity: string;
}

type Outcome =
  | { outcome: 'landed' | 'unchanged' }
  | { outcome: 'bad'; problems: RowProblems<ColumnId>['problems'] };

/**
 * Deals with rows of an import. The same rows again come to the same: what this import landed from a row counts as
 * landed, whoever asks and how often.
 */
export async function land(
  rows: readonly LedgerRow[],
  ledgerImport: SheetImport,
  correlationId: string,
  deps: Deps,
): Promise<Dealt<ColumnId>> {
  const { id: importId, division } = ledgerImport;
  const outcomes = new Map<number, Outcome>();
  const candidates: Candidate[] = [];
  const policy = policyOf(deps).version;
  for (const { number, cells } of rows) {
    const judged = judge(cells, { division, today: deps.today() });
    if (judged.outcome === 'bad') outcomes.set(number, judged);
    else {
      const origin = { importId, row: number };
      const id = idFrom('organisation', importId, number);
      const organisation = organisationFrom(judged.facts, id, origin, policy);
      candidates.push({ facts: judged.facts, origin, organisation, identity: identityOf(organisation) });
    }
  }
  const standing = await standingOf(
    candidates.map(({ identity }) => identity),
    deps,
  );
  // Rows of one organisation go one after the other, so that the first of them lands, whatever else goes on.
  const groups = Map.groupBy(candidates, ({ identity }) => identity);
  await atOnce(groups.values(), AT_ONCE, async (group) => {
    for (const candidate of group) {
      const { identity, origin } = candidate;
      const holder = standing.get(identity) ?? (await enter(candidate, ledgerImport, correlationId, deps));
      standing.set(identity, holder);
      outcomes.set(origin.row, await met(candidate, holder, division, deps));
    }
  });
  return {
    outcomes: rows.map(({ number }) => outcomes.get(number)!.outcome),
    problems: rows.flatMap(({ number }) => {
      const dealt = outcomes.get(number)!;
      return dealt.outcome === 'bad' ? [{ number, problems: dealt.problems }] : [];
    }),
  };
}

/** The organisations that have identities already, by identity. */
async function standingOf(
  identities: readonly string[],
  { store }: Deps,
): Promise<Map<string, Organisation>> {
  const holders = await store.holdersOf([...new Set(identities)]);
  const organisations = await store.organisations([...new Set(holders.values())]);
  const byId = new Map(organisations.map((one) => [one.id, one]));
  return new Map(
    [...holders].flatMap(([identity, id]) => {
      const organisation = byId.get(id);
      return organisation ? [[identity, organisation] as const] : [];
    }),
  );
}

/**
 * Brings a row's organisation into the ledger.
 * @returns who has its identity now: itself, or who was faster
 */
async function enter(
  { facts, organisation, origin, identity }: Candidate,
  { by }: SheetImport,
  correlationId: string,
  deps: Deps,
): Promise<Organisation> {
  const { id } = organisation;
  const leaders = await deps.leaders.seal([{ ...facts.leader, backgrounds: [] }], id);
  const landed = { ...organisation, leaders };
  try {
    await deps.store.save({
      organisation: landed,
      duties: reportOwed(landed, deps),
      audit: [
        {
          ...organisationEntry(id, 'imported', by, { import: origin.importId, row: origin.row }),
          first: true,
        },
      ],
      events: [entered(landed, { correlationId }, deps)],
    });
    return landed;
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    const faster = (await deps.store.organisation(id)) ?? (await standingOf([identity], deps)).get(identity);
    // Gone again meanwhile: the event comes once more.
    if (!faster) throw error;
    return faster;
  }
}

async function met(
  { facts, origin }: Candidate,
  standing: Organisation,
  own: string,
  deps: Deps,
): Promise<Outcome> {
  const { leaders } = standing;
  const ours = standing.imported?.importId === origin.importId && standing.imported.row === origin.row;
  const opened = leaders && !ours ? await deps.leaders.open(leaders, standing.id) : undefined;
  const result = meeting(facts, { ...standing, ...(opened && { leaders: opened }) }, origin, own);
  return result.outcome === 'bad' ? { outcome: 'bad', problems: [result.problem] } : result;
}
