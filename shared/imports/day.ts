/** Days as ledgers have them. */
const DAY_MS = 86_400_000;
/** Day 0 of the 1900 date system. */
const EPOCH = Date.UTC(1899, 11, 30);
/** May 1927: a number of four digits is a year without its day, not a day of 1905. */
const FIRST_SERIAL = 10_000;

/**
 * A day as YYYY-MM-DD, from a number of the 1900 date system or from 2023-05-18, 2023/5/18, 2023.5.18, 2023年5月18日,
 * 20230518; undefined for what is no day of the calendar.
 */
export function dayFrom(cell: string | number): string | undefined {
  const typed = String(cell).normalize('NFKC').replace(/\s+/g, '');
  const serial = Number(typed);
  if (/^\d{5}(\.\d+)?$/.test(typed) && serial >= FIRST_SERIAL)
    return new Date(EPOCH + Math.floor(serial) * DAY_MS).toISOString().slice(0, 10);
  // A time of day may follow, as databases write it.
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(T?\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?$/.exec(typed) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(typed);
  if (!parts) return undefined;
  const day = `${parts[1]}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}`;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : undefined;
}
