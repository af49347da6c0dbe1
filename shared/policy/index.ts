/** Policy is data: versioned JSON with the day each version takes effect and the texts it comes from. */
import * as z from 'zod';

const Version = z.strictObject({
  version: z.string().min(1),
  effectiveFrom: z.iso.date(),
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

  constructor(policy: string, day: string, first: string) {
    super(`No version of policy "${policy}" is in force on ${day}; the first is of ${first}`);
    this.first = first;
  }
}

/**
 * Reads a policy file, so that a wrong one fails the start.
 * @param prepare makes a version's data ready for use, once
 * @returns `on(day)`: the version in force on a day, YYYY-MM-DD; it throws NoPolicyInForce before the first
 * @throws Error when the file or its data do not fit, versions are out of order, or a default names no member
 */
export function definePolicy<S extends z.ZodType, P>(
  json: unknown,
  data: S,
  prepare: (data: z.output<S>, version: string) => P,
): { on(day: string): P } {
  const file = File.parse(json);
  const versions = file.versions.map(({ version, effectiveFrom, ...rest }, index) => {
    const before = file.versions[index - 1];
    if (before && before.effectiveFrom >= effectiveFrom) {
      throw new Error(`Policy "${file.id}": ${version} must take effect after ${before.version}`);
    }
    const unknown = rest.default.filter((member) => !(member in rest.data));
    if (unknown.length > 0)
      throw new Error(`Policy "${file.id}": ${version} marks no member as default: ${unknown}`);
    return { effectiveFrom, policy: prepare(data.parse(rest.data), version) };
  });
  return {
    on(day) {
      const inForce = versions.findLast(({ effectiveFrom }) => effectiveFrom <= day);
      if (!inForce) throw new NoPolicyInForce(file.id, day, versions[0]!.effectiveFrom);
      return inForce.policy;
    },
  };
}
