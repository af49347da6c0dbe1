/** What the county's pages make of an assessment (C3). */

interface Claim {
  points: number;
  text: string;
}
interface Judged {
  id: string;
  name: string;
  weight: number;
}
export interface JudgedField extends Judged {
  /** What the township says of itself; nothing where it left the indicator out. */
  claim?: Claim;
  /** What stands in the field at first; empty where nobody has given points yet. */
  points: number | '';
}

/**
 * A field for every indicator that is judged: at first what the township claims, after the review what the reviewer gave.
 */
export function judgedFields({
  state,
  judged = [],
  claims = {},
  indicators = [],
}: {
  state: string;
  judged?: readonly Judged[];
  claims?: Readonly<Record<string, Claim>>;
  indicators?: readonly { id: string; points: number }[];
}): JudgedField[] {
  return judged.map(({ id, name, weight }) => {
    const claim = claims[id];
    const reviewed = state === 'submitted' ? undefined : indicators.find((one) => one.id === id)?.points;
    return { id, name, weight, ...(claim && { claim }), points: reviewed ?? claim?.points ?? '' };
  });
}

/** The points that were typed; an empty field gives none, and the API says that it is missing. */
export const pointsOf = (typed: Readonly<Record<string, number | ''>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(typed).filter((one): one is [string, number] => typeof one[1] === 'number'),
  );

/** Indicators whose target stands in hundredths: a share in per cent, the average of 1 to 5 points. */
const IN_HUNDREDTHS = new Set(['average-activity', 'satisfaction']);

/** What the data say of an indicator and its target, on one scale: a count, or a quotient as it was counted. */
export const measuredOf = (
  id: string,
  { numerator, denominator }: { numerator: number; denominator: number },
  target: number,
): { value: string; target: number } =>
  IN_HUNDREDTHS.has(id)
    ? { value: `${numerator}/${denominator}`, target: target / 100 }
    : { value: String(numerator), target };
