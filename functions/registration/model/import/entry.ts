/** A good row and the ledger: the organisation that it brings, or what it meets there. */
import { covers } from '../../../../shared/divisions/index.ts';
import type { CellProblem } from '../../../../shared/imports/sheet.ts';
import { identitiesOf, isOver, type Organisation } from '../organisation.ts';
import { STATUS_NAMES } from '../terms.ts';
import { COLUMNS, type ColumnId } from './columns.ts';
import type { Facts } from './row.ts';

/** Where a row stands: the import, and the row's number in its sheet. */
export interface Origin {
  importId: string;
  row: number;
}

/** The organisation that a row brings into the ledger, but for its leader, whom only the sealed record has. */
export function organisationFrom(
  { leader: _, ...facts }: Facts,
  id: string,
  imported: Origin,
  policy: string,
): Organisation {
  return {
    id,
    ...facts,
    class: facts.track === 'registered' ? 'mature' : 'start-up',
    status: 'active',
    imported,
    policy,
    version: 1,
  };
}

/** The one identity of an organisation that comes by import: code, filing number, or name in its division. */
export const identityOf = (organisation: Organisation): string => identitiesOf(organisation)[0]!;

type Met =
  | { outcome: 'landed' }
  | { outcome: 'unchanged' }
  | { outcome: 'bad'; problem: CellProblem<ColumnId> };

/**
 * What becomes of a row whose identity the ledger has already. Nothing in the ledger is changed by an import.
 * @param standing who has the identity, its leaders in clear
 * @param own division of whoever imports: of organisations elsewhere nothing is told
 */
export function meeting(facts: Facts, standing: Organisation, at: Origin, own: string): Met {
  const { imported } = standing;
  // The row was here before: its chunk came again.
  if (imported?.importId === at.importId && imported.row === at.row) return { outcome: 'landed' };
  const bad = (reason: string, remedy: string): Met => ({
    outcome: 'bad',
    problem: { column: columnOf(facts), reason, remedy },
  });
  const column = COLUMNS[columnOf(facts)].heading;
  if (!covers(own, standing.division))
    return bad('已被辖区外的组织使用', `请核对${column}；确实无误的，请联系上级民政部门`);
  if (isOver(standing))
    return bad(
      `已在台账中（名称：${standing.name}），${STATUS_NAMES[standing.status]}`,
      '请核对；确已注销或撤销的，请删去这一行',
    );
  const different = differences(facts, standing).map((one) => COLUMNS[one].heading);
  if (different.length === 0) return { outcome: 'unchanged' };
  if (imported?.importId === at.importId)
    return bad(
      `与本表第 ${imported.row} 行重复，但${different.join('、')}不同`,
      `请核对，改正${column}，或删去其中一行`,
    );
  return bad(
    `已在台账中（名称：${standing.name}），但${different.join('、')}与台账不同`,
    '导入不改动台账：填错的请按台账改正，确有变化的请删去这一行并办理变更',
  );
}

const columnOf = ({ creditCode, filingNumber }: Facts): ColumnId =>
  creditCode !== undefined ? 'creditCode' : filingNumber !== undefined ? 'filingNumber' : 'name';

/** The columns in which a row says something else than the ledger; what it leaves out, it does not deny. */
function differences(facts: Facts, standing: Organisation): ColumnId[] {
  const { leader } = facts;
  const known = standing.leaders?.some(
    ({ name, phone }) => name === leader.name && (leader.phone === undefined || leader.phone === phone),
  );
  const same: Partial<Record<ColumnId, boolean>> = {
    name: facts.name === standing.name,
    kind: facts.kind === standing.kind,
    track: facts.track === standing.track,
    village: facts.division === standing.division,
    creditCode: facts.creditCode === undefined || facts.creditCode === standing.creditCode,
    filingNumber: facts.filingNumber === undefined || facts.filingNumber === standing.filingNumber,
    since: facts.since === standing.since,
    actions: [...facts.actions].sort().join() === [...standing.actions].sort().join(),
    individuals: facts.members.individuals === standing.members.individuals,
    units: facts.members.units === standing.members.units,
    staff: facts.staff === standing.staff,
    leader: known === true,
    hub: Boolean(facts.hub) === Boolean(standing.hub),
    purpose: facts.purpose === undefined || facts.purpose === standing.purpose,
    scope: facts.scope === undefined || facts.scope === standing.scope,
  };
  return (Object.keys(same) as ColumnId[]).filter((column) => !same[column]);
}
