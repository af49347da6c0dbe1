/** What an indicator is: data, so that a new one over existing facts needs no code. */
import * as z from 'zod';
import { KINDS } from '../../../shared/calendar/periods.ts';
import { LEVELS } from '../../../shared/divisions/index.ts';
import { type FactKind, kindNamed } from '../model/kinds.ts';

/** Words of a dimension of which one has to be borne. */
const Where = z.record(z.string(), z.array(z.string()).min(1));

const OfFacts = z
  .strictObject({
    of: z.literal('facts'),
    kind: z.string(),
    /** A value of the kind, or `count`. */
    sum: z.string().default('count'),
    where: Where.default({}),
  })
  .superRefine(({ kind, sum, where }, context) => {
    const known = kindNamed(kind);
    if (!known) return context.addIssue({ code: 'custom', message: `there are no facts of kind ${kind}` });
    if (sum !== 'count' && !(sum in known.values))
      context.addIssue({ code: 'custom', message: `facts of kind ${kind} have no value ${sum}` });
    for (const [dimension, words] of Object.entries(where)) {
      const wrong = words.filter((word) => !(word in (known.dimensions[dimension] ?? {})));
      if (wrong.length > 0)
        context.addIssue({ code: 'custom', message: `${kind} is never ${dimension} ${wrong.join(', ')}` });
    }
  })
  .transform((measure) => ({ ...measure, kind: measure.kind as FactKind }));

/** What is counted, or summed up: facts, or divisions there are. */
const Measure = z.union([
  OfFacts,
  z.strictObject({ of: z.literal('divisions'), which: z.enum(['village', 'platform']) }),
]);
export type Measure = z.infer<typeof Measure>;

const about = { year: z.string().regex(/^\d{4}$/), clause: z.string().min(1) };
/** What is to be reached by the end of a year. */
const Target = z.discriminatedUnion('kind', [
  z.strictObject({ ...about, kind: z.literal('at-least'), percent: z.int().min(0).max(100) }),
  z.strictObject({ ...about, kind: z.literal('over'), percent: z.int().min(0).max(100) }),
  /** Up by so many points from the first quarter that has figures. */
  z.strictObject({ ...about, kind: z.literal('clearly-up'), points: z.int().min(1).max(100) }),
]);
export type Target = z.infer<typeof Target>;

const Indicator = z
  .strictObject({
    id: z.string().regex(/^[A-Za-z0-9.-]+$/),
    name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
    /** The heading under which reports list it. */
    section: z.string().min(1),
    clause: z.string().min(1),
    /** The divisions and the periods that it is told of. */
    levels: z
      .array(z.enum(LEVELS))
      .min(1)
      .default([...LEVELS]),
    periods: z
      .array(z.enum(KINDS))
      .min(1)
      .default([...KINDS]),
    /** How it is shown: a quotient as percent or as an average, or a plain number. */
    as: z.enum(['percent', 'average', 'number']),
    unit: z.string(),
    /** What a shown number is divided by: 100 for fen shown as yuan, 60 for minutes as hours. */
    scale: z.int().min(1).default(1),
    /** Whether more is better, or less; of neither there is no ranking. */
    better: z.enum(['more', 'less']).optional(),
    numerator: Measure,
    denominator: Measure.optional(),
    /** Dimensions of the numerator that it is broken down by; of the denominator too, where it has them. */
    by: z.array(z.string()).default([]),
    targets: z.array(Target).default([]),
  })
  .refine(({ as, denominator }) => (as === 'number') === (denominator === undefined), {
    error: 'a quotient has a denominator, a number has none',
  })
  .refine(({ as, targets }) => targets.length === 0 || as === 'percent', {
    error: 'targets are of percentages',
  })
  .refine(
    ({ numerator, by }) =>
      numerator.of === 'facts'
        ? by.every((dimension) => dimension in kindNamed(numerator.kind)!.dimensions)
        : by.length === 0,
    { error: 'it is broken down by what its facts are told apart by' },
  );
export type Indicator = z.infer<typeof Indicator>;

export const ReportingData = z.strictObject({
  /** The first month that there are figures of. */
  firstMonth: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
  indicators: z
    .array(Indicator)
    .min(1)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, { error: 'each id once' }),
  reports: z.strictObject({
    /** The first month that reports are drafted for: there are figures of the months before, and nobody has to sign for them. */
    from: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
    /** Days after a period's end on which its report is drafted: when T2 and the platforms' reports are there. */
    draftAfterDays: z.int().min(1).max(60),
    /** Days that a county has to check it. */
    checkDays: z.int().min(1).max(60),
    /** A figure that moves by so many points, or a number by so many per cent, is another: the report is restated. */
    material: z.strictObject({ points: z.number().min(0), percent: z.number().min(0) }),
  }),
  /** Open data: who publishes it, and under which licence. */
  open: z.strictObject({
    publisher: z.string().min(1),
    licence: z.strictObject({
      id: z.string().min(1),
      name: z.string().min(1),
      url: z.url(),
      /** Who chose it: a default is said to be one. */
      note: z.string().min(1),
    }),
  }),
});
export type ReportingData = z.infer<typeof ReportingData>;
