/** What forms of drafts tell the API. Pure. */

/** Of the fields of a form those that are filled in; a draft may lack anything. */
export const filledIn = (given: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(given).filter(
      ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );

/** A list as it is typed, with commas of any kind between. */
export const listed = (typed: string): string[] =>
  typed
    .split(/[、,，]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** What a change says: what was there and is no longer is taken away by null (RFC 7396). */
export function patchOf<B extends object>(before: B, after: B): Record<string, unknown> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof B & string)[];
  return Object.fromEntries(
    names
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => [name, after[name] ?? null]),
  );
}
