/** The workbooks that users download: the template of a sheet, and the rows of an import that have to be put right. */
import { type Cell, type DataValidation, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { columnName } from '../spreadsheet/rows.ts';
import { type CellProblem, columnsOf, type Row, type RowProblems, type Sheet } from './sheet.ts';

const solid = (rgb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { rgb } }) as const;
const HEADING = { font: { bold: true }, fill: solid('DDEBF7') };
const DEMANDED = { font: { bold: true, color: { rgb: 'C00000' } }, fill: solid('DDEBF7') };
const WRONG = { fill: solid('FFC7CE') };
/** Rows of the template that offer choices. */
const OFFERED = 2_000;
const CHOICES = '选项';
/** Whom comments in cells come from. */
const authorOf = ({ name }: Pick<Sheet, 'name'>) => `${name}导入`;

/**
 * The template that users fill in: headings with notes, choices, an explanation of every column.
 * @param choices of columns beside those that the sheet has
 * @param hint what is said below the explanation
 */
export async function templateOf<C extends string>(
  sheet: Sheet<C>,
  { choices, hint }: { choices: Partial<Record<C, readonly string[]>>; hint: string },
): Promise<Uint8Array> {
  const template = columnsOf(sheet);
  const lists = {
    ...Object.fromEntries(template.flatMap(([id, { choices: own }]) => (own ? [[id, own]] : []))),
    ...choices,
  };
  const offered = Object.entries(lists) as [C, readonly string[]][];
  const longest = Math.max(...offered.map(([, values]) => values.length));
  return writeXlsx({
    sheets: [
      {
        ...headed(sheet, []),
        dataValidations: offered.map(([id, values], index): DataValidation => {
          const at = columnName(template.findIndex(([one]) => one === id));
          const from = columnName(index);
          return {
            type: 'list',
            formula1: `'${CHOICES}'!$${from}$1:$${from}$${values.length}`,
            allowBlank: true,
            showErrorMessage: true,
            errorTitle: sheet.columns[id].heading,
            errorMessage: '请从下拉列表中选择',
            range: `${at}2:${at}${OFFERED + 1}`,
          };
        }),
      },
      explanation(sheet, hint),
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
export async function annotated<C extends string>(
  sheet: Sheet<C>,
  rows: readonly (Row<C> & RowProblems<C>)[],
): Promise<Uint8Array> {
  const template = columnsOf(sheet);
  const width = template.length;
  const written = headed(
    sheet,
    rows.map(({ cells, number, problems }) => [
      ...template.map(([id]) => cells[id] ?? null),
      number,
      problems
        .map(({ column, reason, remedy }) => `${sheet.columns[column].heading}：${reason}。${remedy}`)
        .join('\n'),
    ]),
  );
  written.rows![0]!.push('原行号', '问题');
  const cells = written.cells!;
  for (const at of [width, width + 1]) cells.set(`0,${at}`, { style: HEADING });
  for (const [index, { problems }] of rows.entries()) {
    for (const [id, said] of byColumn(problems)) {
      const column = template.findIndex(([one]) => one === id);
      cells.set(`${index + 1},${column}`, { style: WRONG, comment: { author: authorOf(sheet), text: said } });
    }
  }
  return writeXlsx({ sheets: [written] });
}

/** A sheet under the headings of the template, each with its note. */
function headed<C extends string>(sheet: Sheet<C>, rows: (string | number | null)[][]): WriteSheet {
  const template = columnsOf(sheet);
  const cells = new Map<string, Partial<Cell>>(
    template.map(([, { demanded, note }], index) => [
      `0,${index}`,
      { style: demanded ? DEMANDED : HEADING, comment: { author: authorOf(sheet), text: note } },
    ]),
  );
  return {
    name: sheet.name,
    rows: [template.map(([, { heading }]) => heading), ...rows],
    columns: template.map(([, { heading }]) => ({ width: Math.max(12, heading.length * 2 + 4) })),
    cells,
    freezePane: { rows: 1 },
  };
}

function explanation<C extends string>(sheet: Sheet<C>, hint: string): WriteSheet {
  return {
    name: '填写说明',
    rows: [
      ['列', '怎样填写', '例'],
      ...columnsOf(sheet).map(([, { heading, note, example }]) => [heading, note, example]),
      [null, hint, null],
    ],
    columns: [{ width: 22 }, { width: 70 }, { width: 32 }],
  };
}

function byColumn<C extends string>(problems: readonly CellProblem<C>[]): ReadonlyMap<C, string> {
  const said = new Map<C, string>();
  for (const { column, reason, remedy } of problems)
    said.set(column, `${said.has(column) ? `${said.get(column)}\n` : ''}${reason}。${remedy}`);
  return said;
}
