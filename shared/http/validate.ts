import type * as z from 'zod';
import { chinese } from './messages.ts';
import { type FieldError, invalid } from './problem.ts';

/** Most field errors in one answer. */
const MOST_ERRORS = 50;
const LONGEST_NAME = 60;

const PLACES = { path: '路径参数', query: '查询参数', body: '请求体' } as const;
type Place = keyof typeof PLACES;

interface Part {
  place: Place;
  schema: z.ZodType | undefined;
  value: unknown;
}

/**
 * Parses the parts of a request by their schemas and gathers what is wrong in all of them.
 * @returns the parsed values in the order of `parts`; undefined for a part without a schema
 * @throws Problem 400 with one entry a field
 */
export function validate(parts: readonly Part[]): unknown[] {
  const errors: FieldError[] = [];
  const values = parts.map(({ place, schema, value }) => {
    const result = schema?.safeParse(value, { error: chinese });
    if (result?.success === false) errors.push(...fieldErrors(place, result.error.issues));
    return result?.data;
  });
  if (errors.length > 0) throw invalid(firstOfEach(errors).slice(0, MOST_ERRORS));
  return values;
}

/** A field of the wrong type breaks other rules as well: the first fault of a field says it. */
function firstOfEach(errors: readonly FieldError[]): FieldError[] {
  return [...new Map(errors.toReversed().map((error) => [error.pointer, error])).values()].toReversed();
}

/** zod's issues as pointers and Chinese sentences that name the field; one for each unknown field. */
function fieldErrors(place: Place, issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return issues
    .toSorted((a, b) => Number(isSafeInteger(a)) - Number(isSafeInteger(b)))
    .flatMap((issue) => {
      if (issue.code !== 'unrecognized_keys') return [fieldError(place, issue.path, issue.message)];
      return issue.keys
        .slice(0, MOST_ERRORS)
        .map((key) => fieldError(place, [...issue.path, key], issue.message));
    });
}

/** The bounds that zod gives whole numbers by itself: those of the schema say better what would be right. */
const isSafeInteger = (issue: z.core.$ZodIssue) =>
  (issue.code === 'too_big' || issue.code === 'too_small') && 'note' in issue;

function fieldError(place: Place, path: readonly PropertyKey[], message: string): FieldError {
  const steps = path.map((step) => String(step).slice(0, LONGEST_NAME));
  const name = steps.length > 0 ? `“${steps.join('.')}”` : PLACES[place];
  return { pointer: pointer([place, ...steps]), detail: `${name}${message}` };
}

/** JSON pointer in its URI fragment form (RFC 6901, section 6). */
function pointer(steps: readonly string[]): string {
  return `#/${steps.map((step) => encodeURIComponent(step.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
}
