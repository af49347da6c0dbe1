/** Lands rows of a workbook of activities: each good one in a transaction of its own. */
import { isDeepStrictEqual } from 'node:util';
import { atOnce } from '../../../shared/at-once.ts';
import { covers } from '../../../shared/divisions/index.ts';
import { Problem } from '../../../shared/http/problem.ts';
import { idFrom } from '../../../shared/imports/files.ts';
import type { Dealt } from '../../../shared/imports/kind.ts';
import type { CellProblem, Row } from '../../../shared/imports/sheet.ts';
import type { SheetImport } from '../../../shared/imports/sheet-import.ts';
import { retried } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { ActivityFacts, STATE_NAMES } from '../model/activity.ts';
import { comparable } from '../model/checks.ts';
import type { ColumnId } from '../model/import/columns.ts';
import { judge } from '../model/import/row.ts';
import type { Organisation } from '../model/organisation.ts';
import { entered } from '../records/record.ts';

/** Organisations whose rows are saved at once; those of one go one after the other. */
const AT_ONCE = 16;

type Outcome =
  | { outcome: 'landed' | 'unchanged' }
  | { outcome: 'bad'; problems: readonly CellProblem<ColumnId>[] };

const bad = (column: ColumnId, reason: string, remedy: string): Outcome => ({
  outcome: 'bad',
  problems: [{ column, reason, remedy }],
});

/**
 * Deals with rows of an import. An activity is known by organisation, day, name and beginning: the same again, by this import
 * or another, is entered once.
 */
export async function land(
  rows: readonly Row<ColumnId>[],
  one: SheetImport,
  correlationId: string,
  deps: Deps,
): Promise<Dealt<ColumnId>> {
  const organisations = await named(rows, deps);
  const outcomes = new Map<number, Outcome>();
  const groups = Map.groupBy(rows, ({ cells }) => String(cells.organisation ?? '').trim());
  await atOnce(groups, AT_ONCE, async ([name, group]) => {
    const found = organisations.get(name) ?? [];
    const within = found.filter(({ division }) => covers(one.division, division));
    for (const row of group)
      outcomes.set(
        row.number,
        within.length === 1
          ? await landRow(row, within[0]!, one, correlationId, deps)
          : unnamed(name, within.length),
      );
  });
  return {
    outcomes: rows.map(({ number }) => outcomes.get(number)!.outcome),
    problems: rows.flatMap(({ number }) => {
      const dealt = outcomes.get(number)!;
      return dealt.outcome === 'bad' ? [{ number, problems: dealt.problems }] : [];
    }),
  };
}

function unnamed(name: string, found: number): Outcome {
  if (name === '') return bad('organisation', '没有填写', '请填写组织的全称');
  return found === 0
    ? bad('organisation', '本辖区没有这个名称的组织', '请填登记、备案的全称；组织须先在台账中')
    : bad('organisation', `本辖区有 ${found} 个同名的组织`, '请由组织自己或所在村（社区）填报');
}

/** The organisations that rows name, or whose ids they give, by what is typed. */
async function named(
  rows: readonly Row<ColumnId>[],
  { store }: Deps,
): Promise<ReadonlyMap<string, Organisation[]>> {
  const names = [...new Set(rows.map(({ cells }) => String(cells.organisation ?? '').trim()))];
  const ids = await Promise.all(
    names.map(async (name) => (name === '' ? [] : [...new Set([name, ...(await store.idsNamed(name))])])),
  );
  const byId = new Map((await store.organisations(ids.flat())).map((one) => [one.id, one]));
  return new Map(names.map((name, at) => [name, ids[at]!.flatMap((id) => byId.get(id) ?? [])]));
}

async function landRow(
  { cells }: Row<ColumnId>,
  organisation: Organisation,
  one: SheetImport,
  correlationId: string,
  deps: Deps,
): Promise<Outcome> {
  const today = deps.today();
  const within = deps.policyOn(today).data.confirmation.recordWithinDays;
  const judged = judge(cells, organisation, { today, within });
  if (judged.outcome === 'bad') return judged;
  const { facts } = judged;
  const id = idFrom('activity', organisation.id, facts.on, comparable(facts.title), facts.from ?? '');
  try {
    return await retried(async () => {
      const known = await deps.store.activity(id);
      if (known) return met(known, facts, one);
      const { activity: _, ...change } = await entered(
        { id, facts, organisation, origin: 'import', by: one.by, importId: one.id },
        correlationId,
        deps,
      );
      await deps.store.save(change);
      return { outcome: 'landed' };
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return bad('on', error.detail, '请核对');
  }
}

/** What a row comes to that is there already: what this very import landed counts as landed, whoever asks and how often. */
function met(
  {
    facts: known,
    state,
    importId,
  }: { facts: ActivityFacts; state: keyof typeof STATE_NAMES; importId?: string },
  facts: ActivityFacts,
  one: SheetImport,
): Outcome {
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(known)), JSON.parse(JSON.stringify(facts))))
    return bad(
      'title',
      '这个组织同一天已有同名活动，但内容不同',
      '确是另一场的请填开始时间；填错的请到该活动中更正',
    );
  if (state === 'void') return bad('title', '这次活动已作废', '请删去这一行');
  return { outcome: importId === one.id ? 'landed' : 'unchanged' };
}
