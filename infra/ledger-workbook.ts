/** A ledger of invented organisations in real divisions, with seeded mistakes: the same for the same seed. */
import { writeXlsx } from 'hucre/xlsx';
import { checkCharacter, organisationCheck } from '../functions/registration/model/credit-code.ts';
import {
  COLUMNS,
  type ColumnId,
  type LedgerCells,
  TEMPLATE,
} from '../functions/registration/model/import/columns.ts';
import { namesOf } from '../functions/registration/model/import/place.ts';
import { divisionsWithin } from '../shared/divisions/index.ts';
import { chinese, randomOf } from './random.ts';

interface Wanted {
  rows: number;
  /** County or township in whose communities the organisations sit, or one of these. */
  division: string;
  seed?: number;
  /** The number of the first organisation, by which they are told apart. */
  first?: number;
  /** Days between which they were founded, YYYY-MM-DD; 2015 to the summer of 2024 by default. */
  founded?: { from: string; to: string };
  /** Share of rows with a mistake; 3% by default. */
  mistakes?: number;
}

export interface Ledger {
  rows: LedgerCells[];
  /** The mistakes made: the row as the sheet numbers it, and the column. */
  mistakes: { row: number; column: ColumnId }[];
}

const CONTENT = [
  ['合唱', '文化'],
  ['书画', '文化'],
  ['健身', '文化'],
  ['巡逻', '平安'],
  ['应急', '平安'],
  ['议事', '协商'],
  ['调解', '协商'],
  ['助老', '救助'],
  ['助残', '救助'],
] as const;
const FORMS = ['队', '团', '社'];
const DAY_MS = 86_400_000;
const SURNAMES = [...'王李张刘陈杨黄吴林徐'];
const GIVEN = [...'建国秀英志强丽华海燕文军晓明春兰'];

/** What people get wrong: each takes a sound row and says in which column it went wrong. */
const MISTAKES: readonly ((cells: LedgerCells) => ColumnId)[] = [
  (cells) => wrong(cells, 'since', '2023-02-30'),
  (cells) => wrong(cells, 'since', '2099-01-01'),
  (cells) => wrong(cells, 'individuals', '十几人'),
  (cells) => wrong(cells, 'phone', '1380013800'),
  (cells) => wrong(cells, 'village', '没有这个社区'),
  (cells) => wrong(cells, 'name', ''),
  (cells) => wrong(cells, 'actions', '娱乐'),
  (cells) => wrong(cells, 'kind', '协会'),
  (cells) =>
    cells.track === '登记'
      ? wrong(cells, 'creditCode', `${String(cells.creditCode).slice(0, 17)}I`)
      : wrong(cells, 'creditCode', '51330302MJ87654329'),
];

export function ledger({
  rows: wanted,
  division,
  seed = 1,
  first = 1,
  founded = { from: '2015-01-01', to: '2024-08-01' },
  mistakes: share = 0.03,
}: Wanted): Ledger {
  const random = randomOf(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const communities = divisionsWithin(division, 'village');
  const mistakes: Ledger['mistakes'] = [];
  const since = Date.parse(founded.from);
  const days = Math.round((Date.parse(founded.to) - since) / DAY_MS);
  const rows = Array.from({ length: wanted }, (_, index) => {
    const community = pick(communities);
    const { county, township, village } = namesOf(community.code);
    const [field, action] = pick(CONTENT);
    const tracked = random();
    const track = tracked < 0.05 ? '登记' : tracked < 0.8 ? '备案' : '村居管理';
    const serial = String(index + first).padStart(5, '0');
    const day = new Date(since + Math.floor(random() * days) * DAY_MS);
    const cells: LedgerCells = {
      // Chinese numerals: a name has no digits.
      name: `${county}${township}${village}${chinese(index + first)}号${field}${track === '登记' ? '协会' : pick(FORMS)}`,
      kind: track === '登记' ? '社会团体' : '群众活动团队',
      track,
      county: county!,
      township: township!,
      village: village!,
      since: random() < 0.5 ? serialOf(day) : day.toISOString().slice(0, 10),
      actions: random() < 0.2 ? `${action}、文化` : action,
      individuals: 5 + Math.floor(random() * 60),
      staff: Math.floor(random() * 3),
      leader: pick(SURNAMES) + pick(GIVEN) + pick(GIVEN),
      phone: `13${String(Math.floor(random() * 1e9)).padStart(9, '0')}`,
      hub: random() < 0.02 ? '是' : '否',
      ...(track === '备案' && {
        filingNumber: `${community.code.slice(0, 6)}${day.getUTCFullYear()}T${serial}`,
      }),
      ...(track === '登记' && { creditCode: creditCode(`MJ7${serial}`, `51${community.code.slice(0, 6)}`) }),
    };
    if (random() < share) mistakes.push({ row: index + 2, column: pick(MISTAKES)(cells) });
    return cells;
  });
  return { rows, mistakes };
}

/** The ledger as the workbook that a township would upload. */
export async function workbookOf({ rows }: Pick<Ledger, 'rows'>): Promise<Uint8Array> {
  return writeXlsx({
    sheets: [
      {
        name: '台账',
        rows: [
          TEMPLATE.map(([id]) => COLUMNS[id].heading),
          ...rows.map((cells) => TEMPLATE.map(([id]) => cells[id] ?? null)),
        ],
      },
    ],
  });
}

function wrong(cells: LedgerCells, column: ColumnId, value: string): ColumnId {
  cells[column] = value;
  return column;
}

/**
 * A unified social credit code with its check characters (GB 32100).
 * @param eight characters 9-16
 * @param prefix characters 1-8: kind of body, division of the authority
 */
export function creditCode(eight: string, prefix = '51330302'): string {
  const seventeen = prefix + eight + organisationCheck(eight);
  return seventeen + checkCharacter(seventeen);
}

const serialOf = (day: Date) => Math.round((day.getTime() - Date.UTC(1899, 11, 30)) / 86_400_000);
