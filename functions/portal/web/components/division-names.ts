/** Which lists of divisions name a set of codes, and what a code is called by them. */

/** Lengths of the codes of the city, its counties, townships and communities. */
const LENGTHS = [4, 6, 9, 12] as const;

/** The divisions whose lists of children name all of these codes and what they lie in, each once. */
export function parentsOf(codes: readonly string[]): string[] {
  const found = codes.flatMap((code) =>
    LENGTHS.filter((length) => length < code.length).map((length) => code.slice(0, length)),
  );
  return [...new Set(found)].sort();
}

/** A division with those it lies in, from its county on; its code where a name is not known. */
export function namedDivision(code: string, names: ReadonlyMap<string, string>): string {
  const steps = LENGTHS.slice(1).filter((length) => length <= code.length);
  const parts = steps.map((length) => names.get(code.slice(0, length)));
  return parts.length > 0 && parts.at(-1) !== undefined ? parts.map((name) => name ?? '').join('') : code;
}
