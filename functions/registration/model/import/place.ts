/** Where an organisation sits, from the names of county, township and community that a ledger gives. */
import {
  CITY,
  covers,
  type Division,
  divisionByCode,
  divisionsNamed,
  divisionsWithin,
  hasTownships,
  type Level,
  parentOf,
  ZONES,
} from '../../../../shared/divisions/index.ts';
import type { CellProblem } from '../../../../shared/imports/sheet.ts';
import type { ColumnId } from './columns.ts';

interface Named {
  county?: string | undefined;
  township?: string | undefined;
  village?: string | undefined;
}

type Placed = { outcome: 'found'; code: string } | { outcome: 'refused'; problem: CellProblem<ColumnId> };

const refused = (column: ColumnId, reason: string, remedy: string): Placed => ({
  outcome: 'refused',
  problem: { column, reason, remedy },
});

/**
 * The code of the division that a row names.
 * @param own the division of whoever imports: what he leaves out is his, what lies outside is not for him to import
 */
export function placeOf({ county, township, village }: Named, own: string): Placed {
  const zone = ZONES.find(({ code }) => code === own);
  let within = zone ? zone.county : own.slice(0, 6);
  if (county !== undefined && county !== zone?.name) {
    const found = divisionsNamed(county).find(({ level }) => level === 'county');
    if (!found) return unknown('county', county, CITY.code, 'county');
    if (!covers(found.code, own) && !covers(own, found.code) && found.code !== zone?.county)
      return outside('county', county, own);
    if (own.length === CITY.code.length) within = found.code;
  }
  if (township !== undefined) {
    const found = divisionsNamed(township, within).filter(({ level }) => level === 'township');
    if (found.length > 1)
      return refused('county', `本市有 ${found.length} 个${township}`, '请填写所在县（市、区）');
    if (found.length === 0) {
      const elsewhere = divisionsNamed(township).some(({ level }) => level === 'township');
      return elsewhere
        ? outside('township', township, own)
        : unknown('township', township, within, 'township');
    }
    if (!covers(found[0]!.code, own) && !covers(own, found[0]!.code))
      return outside('township', township, own);
    within = found[0]!.code;
  } else if (own.length >= 9) within = own;
  const named = divisionByCode(within);
  if (named?.level === 'city' || (named?.level === 'county' && hasTownships(within)))
    return refused('township', '没有填写乡镇（街道）', '请填写全称，例如 南汇街道');
  if (village === undefined) return { outcome: 'found', code: within };
  const found = communitiesNamed(village, within);
  if (found.length === 1) return { outcome: 'found', code: found[0]!.code };
  return unknown('village', village, within, 'village');
}

/** Committees are named after their community: 某某村民委员会 is that of 某某村. */
function communitiesNamed(name: string, within: string): readonly Division[] {
  const base = name.replace(/(居民委员会|村民委员会|居委会|村委会)$/, '');
  const forms =
    base === name ? [name] : [name, base, `${base}社区`, ...(name.includes('村') ? [`${base}村`] : [])];
  for (const form of forms) {
    const found = divisionsNamed(form, within).filter(({ level }) => level === 'village');
    if (found.length > 0) return found;
  }
  return [];
}

function outside(column: ColumnId, name: string, own: string): Placed {
  const mine = divisionByCode(own)?.name ?? ZONES.find(({ code }) => code === own)?.name ?? own;
  return refused(column, `${name}不在${mine}辖区内`, '请核对；辖区外的组织由当地导入，请删去这一行');
}

function unknown(column: ColumnId, name: string, within: string, level: Level): Placed {
  const where = divisionByCode(within)?.name ?? CITY.name;
  const near = divisionsWithin(within, level).filter(
    ({ name: one }) =>
      one.startsWith(name) || name.startsWith(one) || one.includes(name) || name.includes(one),
  );
  const [first, second] = near;
  return refused(
    column,
    `${where}没有“${name}”`,
    first && !second ? `是否为“${first.name}”？请填全称` : '请填全称，与行政区划一致',
  );
}

/** The names of a division's county, township and community, as a ledger has them. */
export function namesOf(code: string): Named {
  const named: Named = {};
  for (let at = divisionByCode(code); at; at = parentOf(at.code))
    if (at.level !== 'city') named[at.level] = at.name;
  return named;
}
