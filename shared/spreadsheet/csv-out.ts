/** Writes tables as comma-separated text that Excel and WPS open as it is: UTF-8 with BOM, lines ended by CR and LF (RFC 4180). */

/** What a cell begins with that a spreadsheet would compute instead of showing (CSV injection). */
const COMPUTED = /^[=+\-@\t\r]/;

/** A table; numbers stay numbers, and no text is taken for a formula. */
export function csvOf(rows: readonly (readonly (string | number | boolean | null | undefined)[])[]): string {
  return `\ufeff${rows.map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('')}`;
}

function cellOf(cell: string | number | boolean | null | undefined): string {
  if (typeof cell !== 'string') return cell === null || cell === undefined ? '' : String(cell);
  const text = COMPUTED.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
