/** Policy is data: versioned JSON with the day each version takes effect and the texts it comes from. */
import * as z from 'zod';

const Version = z.strictObject({
  version: z.string().min(1),
  effectiveFrom: z.iso.date(),
  /** The last day, for a version that ends before the next begins, or without one. */
  effectiveTo: z.iso.date().optional(),
  /** The texts that values come from: the short name used in the data, and where to find it. */
  source: z.array(z.strictObject({ what: z.string(), where: z.string() })).min(1),
  /** Members of the data that no source gives: defaults, to be set by the bureau. */
  default: z.array(z.string()),
  data: z.record(z.string(), z.unknown()),
});

const File = z.strictObject({ id: z.string(), title: z.string(), versions: z.array(Version).min(1) });

/** No version of a policy is in force on the day asked for. */
export class NoPolicyInForce extends Error {
  override name = 'NoPolicyInForce';
  /** The first day for which there is one. */
  readonly first: string;

  constructor(policy: string, day: string, first: string, ended?: { version: string; on: string }) {
    const why = ended ? `${ended.version} ended on ${ended.on}` : `the first is of ${first}`;
    super(`No version of policy "${policy}" is in force on ${day}; ${why}`);
    this.first = first;
  }
}

/**
 * Reads a policy file, so that a wrong one fails the start.
 * @param prepare makes a version's data ready for use, once
 * @returns `on(day)`: the version in force on a day, YYYY-MM-DD; it throws NoPolicyInForce before the first and where one
 * has ended and none followed
 * @throws Error when the file or its data do not fit, versions are out of order or overlap, or a default names no member
 */
export function definePolicy<S extends z.ZodType, P>(
  json: unknown,
  data: S,
  prepare: (data: z.output<S>, version: string) => P,
): { on(day: string): P } {
  const file = File.parse(json);
  const versions = file.versions.map(({ version, effectiveFrom, effectiveTo, ...rest }, index) => {
    const before = file.versions[index - 1];
    if (before && (before.effectiveTo ?? before.effectiveFrom) >= effectiveFrom) {
      throw new Error(`Policy "${file.id}": ${version} must take effect after ${before.version}`);
    }
    if (effectiveTo !== undefined && effectiveTo < effectiveFrom) {
      throw new Error(`Policy "${file.id}": ${version} ends before it takes effect`);
    }
    const unknown = rest.default.filter((member) => !(member in rest.data));
    if (unknown.length > 0)
      throw new Error(`Policy "${file.id}": ${version} marks no member as default: ${unknown}`);
    return { version, effectiveFrom, effectiveTo, policy: prepare(data.parse(rest.data), version) };
  });
  return {
    on(day) {
      const inForce = versions.findLast(({ effectiveFrom }) => effectiveFrom <= day);
      const first = versions[0]!.effectiveFrom;
      if (!inForce) throw new NoPolicyInForce(file.id, day, first);
      const { version, effectiveTo } = inForce;
      if (effectiveTo !== undefined && effectiveTo < day)
        throw new NoPolicyInForce(file.id, day, first, { version, on: effectiveTo });
      return inForce.policy;
    },
  };
}
