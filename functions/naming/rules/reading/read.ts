import type { NamingPolicy } from '../../policy/index.ts';
import type { Kind, Part } from '../../schema.ts';
import { type Content, readContent } from './content.ts';
import { type Folded, fold } from './fold.ts';
import { type Misfit, misfit, nextPlaces, type PlaceToken, requiredLevels } from './places.ts';
import { readTail, type Stretch, type Tail } from './tail.ts';

/** A name read into its parts; positions are of `folded.text`, `partsOf` gives them as written. */
export interface Reading extends Tail {
  folded: Folded;
  kind: Kind;
  places: readonly PlaceToken[];
  /** What stands between the divisions and the form word. */
  content: Stretch;
  host?: Stretch;
  tradeName?: Stretch;
  field?: Stretch;
}

const MISSING_LEVEL = 6;
const TRUNCATED = { city: 0.5, county: 0.5, township: 2, village: 2 };
const WITHOUT_CONTEXT = 2;
const LEFT_UNREAD = 12;
const MISFIT: Readonly<Record<Misfit, number>> = {
  unknown: 3,
  twice: 5,
  order: 5,
  elsewhere: 4,
  neighbour: 0.5,
};
/** A division that the composition does not ask for, so that reading it saves nothing. */
const UNKNOWN_AND_UNASKED = 0.5;

/**
 * Reads a name into its parts. All readings of its beginning as divisions are weighed together with what they leave
 * for trade name and field; the cheapest wins, among equals the one with more divisions, so a name always reads the
 * same way.
 * @param seat code of the division where the organisation sits, which settles place names that occur more than once
 */
export function read(name: string, kind: Kind, policy: NamingPolicy, seat?: string): Reading {
  const folded = fold(name);
  const { text } = folded;
  const tail = readTail(text, kind, policy);
  const fieldInForm = tail.form?.carriesField ?? false;

  let best: { places: readonly PlaceToken[]; content: Content; from: number; cost: number } | undefined;
  const contents = new Map<number, Content>();
  const contentFrom = (from: number) => {
    const known =
      contents.get(from) ?? readContent(text, from, tail.start, kind, fieldInForm, folded.quoted, policy);
    contents.set(from, known);
    return known;
  };
  const weigh = (places: readonly PlaceToken[], placesCost: number) => {
    const from = places.at(-1)?.end ?? 0;
    const next = nextPlaces(text, from, places, kind, policy.places, seat);
    const unread = next.some(
      (token) =>
        isCertain(token, places) &&
        (!misfit(token, places) || isOutOfPlace(token, kind, contentFrom(token.end))),
    )
      ? LEFT_UNREAD
      : 0;
    const content = contentFrom(from);
    const cost = placesCost + unread + content.cost + missingLevels(places, kind) * MISSING_LEVEL;
    if (!best || cost < best.cost || (cost === best.cost && places.length > best.places.length)) {
      best = { places, content, from, cost };
    }
    for (const token of next) {
      if (token.end <= tail.start && places.length < 6)
        weigh([...places, token], placesCost + costOf(token, places));
    }
  };
  weigh([], 0);
  const { places, content, from } = best!;
  const { host, tradeName, field } = content;
  return {
    ...tail,
    folded,
    kind,
    places,
    content: { start: from, end: tail.start },
    ...(host && { host }),
    ...(tradeName && { tradeName }),
    ...(field && { field }),
  };
}

/**
 * Out of place, too, a full name is a division where no trade name can begin with it: in an association's name, and
 * where a trade name of its own still follows.
 */
function isOutOfPlace({ truncated, part }: PlaceToken, kind: Kind, after: Content): boolean {
  if (truncated || kind === 'team') return false;
  return kind === 'association' || (part !== 'city' && after.tradeName !== undefined);
}

/**
 * Hardly ever anything but a division: a city or county in any form, a township in full, a village in full after a
 * division (N05: the longest name first). Zones are as certain.
 */
function isCertain({ part, division, truncated }: PlaceToken, before: readonly PlaceToken[]): boolean {
  if (part === 'zone' || !division) return part === 'zone';
  if (part === 'city' || part === 'county') return true;
  return !truncated && (part === 'township' || before.some((earlier) => earlier.division !== undefined));
}

function costOf(token: PlaceToken, before: readonly PlaceToken[]): number {
  if (token.part === 'qualifier') return 1;
  const fault = misfit(token, before);
  if (
    fault === 'unknown' &&
    !missing(before).some((level) => level === token.part) &&
    token.part !== 'city'
  ) {
    return UNKNOWN_AND_UNASKED;
  }
  const misfitCost = fault ? MISFIT[fault] : 0;
  if (!token.truncated || token.part === 'zone') return misfitCost;
  const alone = !isCertain(token, before) && !before.some(({ division }) => division);
  return misfitCost + TRUNCATED[token.part] + (alone ? WITHOUT_CONTEXT : 0);
}

function missingLevels(places: readonly PlaceToken[], kind: Kind): number {
  if (kind === 'team') return 0.5 * missing(places).length;
  return missing(places).length;
}

/** The levels that the composition asks for and the name lacks. */
export function missing(places: readonly PlaceToken[]): readonly ('county' | 'township' | 'village')[] {
  const county = places.find(({ part }) => part === 'county')?.division?.code;
  return requiredLevels(county).filter((level) => !places.some(({ part }) => part === level)) as ReturnType<
    typeof missing
  >;
}

/** The stretch of the name as written that a stretch of the folded text stands for. */
export function asWritten({ starts, ends }: Folded, { start, end }: Stretch): Stretch {
  return { start: starts[start] ?? ends.at(-1) ?? 0, end: ends[end - 1] ?? starts[start] ?? 0 };
}

/** The parts of a name in the order in which they stand, as written. */
export function partsOf(reading: Reading): Part[] {
  const { folded, places, host, tradeName, field, form, branch } = reading;
  const part = (kind: Part['part'], stretch: Stretch | undefined, code?: string): Part[] => {
    if (!stretch) return [];
    const written = asWritten(folded, stretch);
    const text = folded.name.slice(written.start, written.end);
    return [{ part: kind, text, ...written, ...(code && { code }) }];
  };
  return [
    ...places.flatMap((token) => part(token.part, token, token.division?.code)),
    ...part('host', host),
    ...part('trade-name', tradeName),
    ...part('field', field),
    ...part('form', form),
    ...part('branch', branch),
  ];
}
