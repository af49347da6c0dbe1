/** The workbooks that users download: the template of a ledger, and the rows of an import that have to be put right. */
import { type Cell, type DataValidation, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import {
  childrenOf,
  divisionByCode,
  divisionsWithin,
  hasTownships,
} from '../../../shared/divisions/index.ts';
import { COLUMNS, type ColumnId, type LedgerRow, TEMPLATE } from '../model/import/columns.ts';
import type { Problem, RowProblems } from '../model/import/problem.ts';
import { columnName, SHEET } from './rows.ts';

const AUTHOR = '台账导入';
const solid = (rgb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { rgb } }) as const;
const HEADING = { font: { bold: true }, fill: solid('DDEBF7') };
const DEMANDED = { font: { bold: true, color: { rgb: 'C00000' } }, fill: solid('DDEBF7') };
const WRONG = { fill: solid('FFC7CE') };
/** Rows of the template that offer choices. */
const OFFERED = 2_000;
const CHOICES = '选项';

/** The template that a division fills in: headings with notes, choices, an explanation of every column. */
export async function templateFor(division: string): Promise<Uint8Array> {
  const townships = hasTownships(division) ? divisionsWithin(division, 'township') : [];
  const communities = division.length >= 9 || !hasTownships(division) ? childrenOf(division) : [];
  const lists: Partial<Record<ColumnId, readonly string[]>> = {
    ...Object.fromEntries(TEMPLATE.flatMap(([id, { choices }]) => (choices ? [[id, choices]] : []))),
    ...(townships.length > 0 && { township: [...new Set(townships.map(({ name }) => name))] }),
    ...(communities.length > 0 && { village: [...new Set(communities.map(({ name }) => name))] }),
  };
  const offered = Object.entries(lists) as [ColumnId, readonly string[]][];
  const longest = Math.max(...offered.map(([, values]) => values.length));
  return writeXlsx({
    sheets: [
      {
        ...headed([], (id) => COLUMNS[id].note),
        dataValidations: offered.map(([id, values], index): DataValidation => {
          const at = columnName(TEMPLATE.findIndex(([one]) => one === id));
          const from = columnName(index);
          return {
            type: 'list',
            formula1: `'${CHOICES}'!$${from}$1:$${from}$${values.length}`,
            allowBlank: true,
            showErrorMessage: true,
            errorTitle: COLUMNS[id].heading,
            errorMessage: '请从下拉列表中选择',
            range: `${at}2:${at}${OFFERED + 1}`,
          };
        }),
      },
      explanation(division),
      {
        name: CHOICES,
        hidden: true,
        rows: Array.from({ length: longest }, (_, row) => offered.map(([, values]) => values[row] ?? null)),
      },
    ],
  });
}

/**
 * The rows that have to be put right, as they were typed: wrong cells coloured and commented, beside each row its number
 * in the file and its problems. Put right it can be imported as it is.
 */
export async function annotated(rows: readonly (LedgerRow & RowProblems)[]): Promise<Uint8Array> {
  const width = TEMPLATE.length;
  const sheet = headed(
    rows.map(({ cells, number, problems }) => [
      ...TEMPLATE.map(([id]) => cells[id] ?? null),
      number,
      problems
        .map(({ column, reason, remedy }) => `${COLUMNS[column].heading}：${reason}。${remedy}`)
        .join('\n'),
    ]),
    (id) => COLUMNS[id].note,
  );
  sheet.rows![0]!.push('原行号', '问题');
  const cells = sheet.cells!;
  for (const at of [width, width + 1]) cells.set(`0,${at}`, { style: HEADING });
  for (const [index, { problems }] of rows.entries()) {
    for (const [id, said] of byColumn(problems)) {
      const column = TEMPLATE.findIndex(([one]) => one === id);
      cells.set(`${index + 1},${column}`, { style: WRONG, comment: { author: AUTHOR, text: said } });
    }
  }
  return writeXlsx({ sheets: [sheet] });
}

/** A sheet under the headings of the template, each with its note. */
function headed(rows: (string | number | null)[][], note: (id: ColumnId) => string): WriteSheet {
  const cells = new Map<string, Partial<Cell>>(
    TEMPLATE.map(([id, { demanded }], index) => [
      `0,${index}`,
      { style: demanded ? DEMANDED : HEADING, comment: { author: AUTHOR, text: note(id) } },
    ]),
  );
  return {
    name: SHEET,
    rows: [TEMPLATE.map(([, { heading }]) => heading), ...rows],
    columns: TEMPLATE.map(([, { heading }]) => ({ width: Math.max(12, heading.length * 2 + 4) })),
    cells,
    freezePane: { rows: 1 },
  };
}

function explanation(division: string): WriteSheet {
  return {
    name: '填写说明',
    rows: [
      ['列', '怎样填写', '例'],
      ...TEMPLATE.map(([, { heading, note, example }]) => [heading, note, example]),
      [
        null,
        `只导入${divisionByCode(division)?.name ?? '本辖区'}的组织；每个文件不超过 20000 行；不要用公式和宏；红字的列不能缺`,
        null,
      ],
    ],
    columns: [{ width: 22 }, { width: 70 }, { width: 32 }],
  };
}

function byColumn(problems: readonly Problem[]): ReadonlyMap<ColumnId, string> {
  const said = new Map<ColumnId, string>();
  for (const { column, reason, remedy } of problems)
    said.set(column, `${said.has(column) ? `${said.get(column)}\n` : ''}${reason}。${remedy}`);
  return said;
}
