/** Our ids as the province's: a mapping that is data, applied to what is sent. Pure. */

export interface Mapping {
  /** The province's id of an indicator, by ours. */
  indicators: Readonly<Record<string, string>>;
  /** Codes that are not ours with zeros at the end. */
  divisions: Readonly<Record<string, string>>;
  kinds: Readonly<Record<string, string>>;
}

/** Our value for which the mapping has none; it goes as it is, and the receiver may ignore it. */
export interface Unmapped {
  what: 'indicator' | 'kind';
  id: string;
}

/** Digits of a division's code with the province. */
const DIGITS = 12;

/** A division's code with the province: of the mapping, or ours filled up with zeros. */
export const provinceDivision = (code: string, { divisions }: Mapping) =>
  divisions[code] ?? code.padEnd(DIGITS, '0');

/** Members of what is sent that hold ids to be mapped, at any depth. */
const MEMBERS: Readonly<Record<string, 'indicator' | 'kind' | 'division'>> = {
  indicator: 'indicator',
  kind: 'kind',
  division: 'division',
};

/** What is sent with the province's ids in it, and our ids that have no counterpart. */
export function mapped<T>(data: T, mapping: Mapping): { data: T; unmapped: Unmapped[] } {
  const unmapped = new Map<string, Unmapped>();
  const one = (what: 'indicator' | 'kind' | 'division', id: string) => {
    if (what === 'division') return provinceDivision(id, mapping);
    const found = mapping[`${what}s`][id];
    if (found === undefined) unmapped.set(`${what} ${id}`, { what, id });
    return found ?? id;
  };
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => {
        const what = MEMBERS[name];
        return [name, what !== undefined && typeof part === 'string' ? one(what, part) : walk(part)];
      }),
    );
  };
  return { data: walk(data) as T, unmapped: [...unmapped.values()] };
}
