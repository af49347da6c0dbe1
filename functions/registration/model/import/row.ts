/** Judges a row of a ledger: what it says of an organisation, or everything that has to be put right in it. */
import { covers } from '../../../../shared/divisions/index.ts';
import { KINDS, type Kind, OrganisationId, TRACKS, type Track } from '../../../../shared/events/shapes.ts';
import { dayFrom } from '../../../../shared/imports/day.ts';
import { type CellProblem, plain } from '../../../../shared/imports/sheet.ts';
import { ACTIONS, type Action } from '../../schema.ts';
import { CREDIT_CODE_FAULTS, creditCodeFault } from '../credit-code.ts';
import type { Organisation } from '../organisation.ts';
import { ACTION_WORDS, type ColumnId, KIND_WORDS, type LedgerCells, TRACK_WORDS } from './columns.ts';
import { placeOf } from './place.ts';

/** What a row says of an organisation. */
export interface Facts
  extends Pick<
    Organisation,
    | 'name'
    | 'kind'
    | 'track'
    | 'division'
    | 'since'
    | 'actions'
    | 'members'
    | 'staff'
    | 'hub'
    | 'purpose'
    | 'scope'
    | 'creditCode'
    | 'filingNumber'
  > {
  leader: { name: string; phone?: string };
}

type Judged =
  | { outcome: 'good'; facts: Facts }
  | { outcome: 'bad'; problems: readonly CellProblem<ColumnId>[] };

interface Circumstances {
  /** Division of whoever imports. */
  division: string;
  /** YYYY-MM-DD. */
  today: string;
}

/** No organisation is older: an earlier day is a slip of the pen. The naming service refuses it as well. */
const FIRST_DAY = '1900-01-01';
const MOST_MEMBERS = 1_000_000;
/** What a formula that failed leaves in its cell, also when formulas are made values. */
const ERROR = /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!)$/;

/** Words of other times and places for the same. */
const KIND_ALIASES: Readonly<Record<string, Kind>> = {
  社团: 'association',
  社会服务机构: 'private-non-enterprise',
  民非: 'private-non-enterprise',
  团队: 'team',
  群众团队: 'team',
};
const TRACK_ALIASES: Readonly<Record<string, Track>> = {
  登记类: 'registered',
  已登记: 'registered',
  备案类: 'filed',
  已备案: 'filed',
  管理: 'managed',
  村居管理类: 'managed',
  '村(居)管理': 'managed',
};

const KIND_OF = worded(KIND_WORDS, KINDS, KIND_ALIASES);
const TRACK_OF = worded(TRACK_WORDS, TRACKS, TRACK_ALIASES);
const ACTION_OF = worded(ACTION_WORDS, ACTIONS, {});

/** The facts of a row, or all of its problems at once. */
export function judge(cells: LedgerCells, { division: own, today }: Circumstances): Judged {
  const problems: CellProblem<ColumnId>[] = [];
  const bad = (column: ColumnId, reason: string, remedy: string): undefined => {
    problems.push({ column, reason, remedy });
    return undefined;
  };

  /** The text of a cell, blanks at its ends and full-width letters and digits put right. */
  const text = (column: ColumnId, most: number): string | undefined => {
    const value = String(cells[column] ?? '')
      .replace(/[\uff01-\uff5e]/g, (one) =>
        /[０-９Ａ-Ｚａ-ｚ－．／]/.test(one) ? one.normalize('NFKC') : one,
      )
      .replace(/[\u200b-\u200d\ufeff]/g, '')
      .replace(/\s+/g, ' ')
      .trim();
    if (ERROR.test(value)) return bad(column, `是公式出错的结果（${value}）`, '请填写原来的内容');
    if (value.length > most) return bad(column, `超过 ${most} 个字`, `请缩短到 ${most} 个字以内`);
    return value === '' ? undefined : value;
  };
  const needed = (column: ColumnId, most: number): string | undefined =>
    plain(String(cells[column] ?? '')) === '' ? bad(column, '没有填写', '请填写') : text(column, most);
  const word = <T>(column: ColumnId, words: ReadonlyMap<string, T>, said: readonly string[]) => {
    const typed = needed(column, 100);
    if (typed === undefined) return undefined;
    return words.get(plain(typed)) ?? bad(column, '填写的内容认不出来', `请填 ${said.join('、')} 之一`);
  };
  const count = (column: ColumnId, must: boolean): number | undefined => {
    const typed = must ? needed(column, 30) : text(column, 30);
    if (typed === undefined) return undefined;
    const digits = plain(typed)
      .replace(/[人名个家]$/, '')
      .replaceAll(',', '');
    if (!/^\d{1,7}$/.test(digits) || Number(digits) > MOST_MEMBERS)
      return bad(column, '不是 0 到 1000000 的整数', '请只填数字，例如 15');
    return Number(digits);
  };

  const name = needed('name', 100)?.replace(/ /g, '');
  const kind = word('kind', KIND_OF, KIND_WORDS);
  const track = word('track', TRACK_OF, TRACK_WORDS);
  const since = sinceOf();
  const actions = actionsOf();
  const individuals = count('individuals', true);
  const units = count('units', false) ?? 0;
  const staff = count('staff', false) ?? 0;
  const leader = needed('leader', 50);
  const phone = phoneOf();
  const hub = hubOf();
  const purpose = text('purpose', 500);
  const scope = text('scope', 2000);
  const creditCode = creditCodeOf();
  const filingNumber = filingNumberOf();
  const division = divisionOf();
  if (kind === 'team' && track === 'registered')
    bad('track', '群众活动团队不是法人，不能登记', '请改为备案或村居管理，或改正类别');
  if (kind === 'foundation' && track !== undefined && track !== 'registered')
    bad('track', '基金会只能登记', '请改为登记，或改正类别');
  if (problems.length > 0) return { outcome: 'bad', problems };
  return {
    outcome: 'good',
    facts: {
      name: name!,
      kind: kind!,
      track: track!,
      division: division!,
      since: since!,
      actions: actions!,
      members: { individuals: individuals!, units },
      staff,
      hub,
      leader: { name: leader!, ...(phone !== undefined && { phone }) },
      ...(purpose !== undefined && { purpose }),
      ...(scope !== undefined && { scope }),
      ...(creditCode !== undefined && { creditCode }),
      ...(filingNumber !== undefined && { filingNumber }),
    },
  };

  function sinceOf(): string | undefined {
    if (needed('since', 30) === undefined) return undefined;
    const day = dayFrom(cells.since!);
    if (day === undefined) return bad('since', '不是日期', '请写成 2023-05-18 的样子');
    if (day > today) return bad('since', `${day} 晚于今天`, '请核对日期');
    if (day < FIRST_DAY) return bad('since', `${day} 早于 ${FIRST_DAY}`, '请核对日期');
    return day;
  }

  function actionsOf(): Action[] | undefined {
    const typed = needed('actions', 100);
    if (typed === undefined) return undefined;
    const found = typed
      .split(/[、，,;；/\s]+/)
      .filter((one) => one !== '')
      .map((one) => ACTION_OF.get(plain(one).replace(/(行动|类)$/, '')));
    if (found.length === 0 || found.some((one) => one === undefined))
      return bad('actions', '有认不出来的领域', `请填 ${ACTION_WORDS.join('、')}，用顿号隔开`);
    return ACTIONS.filter((one) => found.includes(one));
  }

  function phoneOf(): string | undefined {
    const typed = text('phone', 100);
    if (typed === undefined) return undefined;
    const digits = plain(typed).replace(/[—–]/g, '-');
    if (/^(1\d{10}|0\d{2,3}-?\d{7,8})$/.test(digits)) return digits;
    return bad('phone', '不是电话号码', '请填一个 11 位手机号码，或带区号的固定电话，例如 0577-88000000');
  }

  function hubOf(): boolean {
    const typed = text('hub', 100);
    if (typed === undefined || ['否', '不是', '无'].includes(plain(typed))) return false;
    if (plain(typed) === '是' || plain(typed) === '枢纽型') return true;
    bad('hub', '填写的内容认不出来', '请填 是 或 否');
    return false;
  }

  function creditCodeOf(): string | undefined {
    const typed = plain(String(cells.creditCode ?? '')).toUpperCase();
    if (typed === '') {
      if (track === 'registered') bad('creditCode', '登记的组织没有填写', '请按登记证书填写 18 位代码');
      return undefined;
    }
    if (track !== undefined && track !== 'registered')
      return bad(
        'creditCode',
        '备案和村居管理的组织不是法人，没有统一社会信用代码',
        '请删去，或改正办理方式',
      );
    const fault = creditCodeFault(typed, kind === undefined ? {} : { kind });
    return fault ? bad('creditCode', CREDIT_CODE_FAULTS[fault], '请按登记证书核对') : typed;
  }

  function filingNumberOf(): string | undefined {
    const typed = plain(String(cells.filingNumber ?? ''));
    if (typed === '') return undefined;
    if (track !== undefined && track !== 'filed')
      return bad('filingNumber', '只有备案的组织有备案编号', '请删去，或改正办理方式');
    const read = OrganisationId.safeParse(typed);
    return read.success
      ? read.data
      : bad('filingNumber', '备案编号有不能用的字符，或超过 64 个', '只能用文字、数字、括号和 . _ : / -');
  }

  function divisionOf(): string | undefined {
    const named = (column: ColumnId) => plain(String(cells[column] ?? '')).slice(0, 50) || undefined;
    const place = { county: named('county'), township: named('township'), village: named('village') };
    if (track === 'managed' && place.village === undefined && own.length < 12)
      return bad('village', '村居管理的组织没有填写村（社区）', '请填写全称，例如 春秋社区');
    const placed = placeOf(place, own);
    if (placed.outcome === 'refused') {
      problems.push(placed.problem);
      return undefined;
    }
    // A functional zone administers some of its county's streets only.
    if (!covers(own, placed.code))
      return bad('township', '不在您的辖区内', '辖区外的组织由当地导入，请删去这一行');
    return placed.code;
  }
}

function worded<T>(words: readonly string[], codes: readonly T[], aliases: Readonly<Record<string, T>>) {
  return new Map<string, T>([
    ...words.map((word, index): [string, T] => [plain(word), codes[index]!]),
    ...Object.entries(aliases).map(([word, code]): [string, T] => [plain(word), code]),
  ]);
}
