/**
 * What is said to the province, by type of event: figures and where they are from, nothing about persons. Every text has a
 * form of its own, so that nothing else fits.
 */
import * as z from 'zod';
import { isPeriod, KINDS } from '../../../shared/calendar/periods.ts';
import { DivisionCode } from '../../../shared/events/shapes.ts';

const Word = z.string().regex(/^[A-Za-z0-9._:-]{1,64}$/);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Period = z
  .string()
  .regex(/^\d{4}(-(Q[1-4]|\d{2}))?$/)
  .refine(isPeriod);

/** One figure: an indicator of a division. */
const Item = z.strictObject({
  /** What the receipt names it by, e.g. `330302.organisations.activity`. */
  id: Word,
  indicator: Word,
  division: DivisionCode,
  numerator: z.int(),
  denominator: z.int().optional(),
  reached: z.boolean().optional(),
});

const Report = z.strictObject({
  id: Word,
  division: DivisionCode,
  kind: z.enum(KINDS),
  period: Period,
  /** From 1; a restatement is the next. */
  version: z.int().min(1),
  contentHash: Sha256,
  /** Of what the signature froze: content, checks, signature. */
  sealHash: Sha256.optional(),
  /** Version of the definitions. */
  policy: Word,
  signedAt: z.iso.datetime(),
});

/** A figure that a restatement changes: what it comes to is not said before it is signed. */
const Moving = Item.pick({ id: true, indicator: true, division: true });

export const PAYLOADS = {
  /** A report was signed off. */
  'cn.wenzhou.peiyou.report.signed.v1': z.strictObject({ report: Report, items: z.array(Item) }),
  /** A report was restated, as figures changed that matter: what it says now, and of which items it says otherwise. */
  'cn.wenzhou.peiyou.report.restated.v1': z.strictObject({
    report: Report,
    items: z.array(Item),
    changed: z.array(Word),
  }),
  /** A signed report is being restated: which of its figures will be others in the next version. */
  'cn.wenzhou.peiyou.report.changing.v1': z.strictObject({
    report: Report,
    next: z.int().min(2),
    items: z.array(Moving),
  }),
} as const;

export type PayloadType = keyof typeof PAYLOADS;
export type Payload<T extends PayloadType = PayloadType> = z.infer<(typeof PAYLOADS)[T]>;
