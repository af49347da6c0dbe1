import * as z from 'zod';

/** Names every setting that is missing or wrong, all at once. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/**
 * Parses a function's settings once, when it starts, so that a wrong one fails the start and not the tenth request.
 * @param env `process.env` of the entry file
 * @throws SettingsError with the name of each missing or invalid variable
 */
export function readSettings<S extends z.ZodType>(
  schema: S,
  env: Readonly<Record<string, string | undefined>>,
): z.output<S> {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => {
    const name = path.join('.');
    if (name === '') return message;
    return env[String(path[0])] === undefined ? `${name} is missing` : `${name} is invalid: ${message}`;
  });
  throw new SettingsError(`Settings: ${faults.join('; ')}`);
}

/** A setting that holds JSON, parsed by a schema. */
export function json<S extends z.ZodType>(schema: S) {
  return z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'is no JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}
