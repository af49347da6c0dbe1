import { type Division, hasTownships, parentOf } from '../../../../shared/divisions/index.ts';
import type { Kind } from '../../schema.ts';
import { isOrdinaryVillage, isUnmistakable, type PlaceWord, placeShapesAt, placesAt } from './placeWords.ts';

export type PlacePart = 'qualifier' | 'city' | 'county' | 'zone' | 'township' | 'village';

/** A division, functional zone or qualifier (中国, 浙江省) as it stands in a name; positions are of the folded text. */
export interface PlaceToken {
  part: PlacePart;
  start: number;
  end: number;
  /** Missing for qualifiers, zones and for what looks like a division but is none of this city. */
  division?: Division;
  truncated: boolean;
}

/** What is wrong with a division where it stands. */
export type Misfit = 'unknown' | 'twice' | 'order' | 'elsewhere' | 'neighbour';

const RANK: Readonly<Record<PlacePart, number>> = {
  qualifier: 0,
  city: 1,
  county: 2,
  zone: 3,
  township: 4,
  village: 5,
};

/**
 * How a division fits after those before it: `unknown` to this city, named `twice`, out of `order`, `elsewhere` than
 * the division before it, or the `neighbour`: a village of the same county but another township (villages change
 * townships, and the table of divisions is of one day).
 */
export function misfit(token: PlaceToken, before: readonly PlaceToken[]): Misfit | undefined {
  if (token.part === 'zone' || token.part === 'qualifier') return undefined;
  if (before.some(({ part }) => part === token.part)) return 'twice';
  if (before.some(({ part }) => RANK[part] > RANK[token.part] && part !== 'zone')) return 'order';
  const { division } = token;
  if (!division) return 'unknown';
  const above = before.findLast((earlier) => earlier.division)?.division;
  if (!above || division.code.startsWith(above.code)) return undefined;
  if (token.part === 'village' && division.code.startsWith(above.code.slice(0, 6))) return 'neighbour';
  return 'elsewhere';
}

export interface PlaceVocabulary {
  /** Words like 中国 or 浙江省 that stand before the divisions. */
  qualifiers: readonly string[];
  /** Matches a functional zone at the beginning of a text. */
  zones: RegExp;
}

/**
 * The divisions, zones and qualifiers that may begin at a position after those already read.
 * @param seat code of the organisation's seat, which settles names that several places share
 */
export function nextPlaces(
  text: string,
  position: number,
  before: readonly PlaceToken[],
  kind: Kind,
  vocabulary: PlaceVocabulary,
  seat: string | undefined,
): PlaceToken[] {
  const tokens: PlaceToken[] = [];
  const add = (part: PlacePart, length: number, truncated: boolean, division?: Division) =>
    tokens.push({ part, start: position, end: position + length, truncated, ...(division && { division }) });

  if (before.every(({ part }) => part === 'qualifier')) {
    for (const word of vocabulary.qualifiers)
      if (text.startsWith(word, position)) add('qualifier', word.length, false);
  }
  const context = before.findLast((token) => token.division)?.division?.code ?? seat;
  const candidates = placesAt(text, position);
  const longestInFull = candidates.find(({ truncated }) => !truncated)?.word.length ?? 0;
  const zone = vocabulary.zones.exec(text.slice(position))?.[0].length ?? 0;
  if (zone > longestInFull && before.every(({ part }) => RANK[part] < RANK.zone)) {
    add('zone', zone, false);
    return tokens;
  }
  const seen = new Set<string>();
  for (const { word, division, truncated } of candidates) {
    const identity = `${word} ${division.level}`;
    if (seen.has(identity)) continue;
    seen.add(identity);
    const namesakes = candidates.filter(
      (other) => other.word === word && other.division.level === division.level,
    );
    const place = nearest(namesakes, context);
    if (isElsewhere(place, context) && isOrdinaryVillage(text, position, word.length)) continue;
    if (truncated && (word.length < longestInFull || !isReadable(place, text, position, before))) continue;
    add(division.level, word.length, place.truncated, place.division);
  }
  for (const { level, length } of placeShapesAt(text, position)) {
    if (longestInFull > 0 || tokens.some((token) => token.end === position + length)) continue;
    const first = level === 'city' || level === 'county';
    if (
      first ? !before.some(({ division }) => division?.level === 'county') : mayBeUnknown(level, before, kind)
    ) {
      add(level, length, false);
    }
  }
  return tokens;
}

function isElsewhere({ division }: PlaceWord, context: string | undefined): boolean {
  return context !== undefined && !division.code.startsWith(context);
}

/** Only an association's name, which has no trade name, tells an unknown village for certain. */
function mayBeUnknown(level: PlacePart, before: readonly PlaceToken[], kind: Kind): boolean {
  const above = before.at(-1)?.part;
  if (level === 'township') return above === 'county';
  return kind === 'association' && (above === 'township' || above === 'county');
}

/** A short form is read only where it can hardly mean anything else. */
function isReadable(word: PlaceWord, text: string, position: number, before: readonly PlaceToken[]): boolean {
  if (/^[人籍]/.test(text.slice(position + word.word.length))) return false;
  if (word.division.level !== 'village') return true;
  const above = before.at(-1)?.division;
  return (above !== undefined && parentOf(word.division.code)?.code === above.code) || isUnmistakable(word);
}

/** Of several divisions of one name the one inside the context, else inside its county, else the first by code. */
function nearest(namesakes: readonly PlaceWord[], context: string | undefined): PlaceWord {
  const inside = (code: string) => namesakes.find(({ division }) => division.code.startsWith(code));
  return (context && (inside(context) ?? inside(context.slice(0, 6)))) || namesakes[0]!;
}

/** The levels that a complete name of this county has: county and township, in 龙港市 county and community (N06). */
export function requiredLevels(county: string | undefined): readonly PlacePart[] {
  return county && !hasTownships(county) ? ['county', 'village'] : ['county', 'township'];
}
