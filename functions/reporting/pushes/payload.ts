/**
 * What is said to the province, by type of event: figures and where they are from, nothing about persons. Every text has a
 * form of its own, so that nothing else fits.
 */
import * as z from 'zod';
import { isPeriod } from '../../../shared/calendar/periods.ts';
import { DivisionCode } from '../../../shared/events/shapes.ts';

/** Numbers of telephones and identity cards, standing alone: no id of ours has their form. */
const PERSONAL = /(?<![0-9A-Za-z])(1[3-9]\d{9}|0\d{2,3}-\d{7,8}|\d{17}[\dXx])(?![0-9A-Za-z])/;
const Word = z
  .string()
  .regex(/^[A-Za-z0-9._:/-]{1,64}$/)
  .refine((word) => !PERSONAL.test(word), { error: 'has the form of a personal number' });
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Period = z
  .string()
  .regex(/^\d{4}(-(Q[1-4]|\d{2}))?$/)
  .refine(isPeriod);

/** What the receipt names an item by: its indicator and division, in our ids. */
export const itemId = ({ indicator, division }: { indicator: string; division: string }) =>
  `${division}:${indicator}`;

const figure = { numerator: z.int(), denominator: z.int().optional() };
const item = { id: Word, indicator: Word, division: DivisionCode };
const report = {
  /** Of all its versions. */
  report: Word,
  division: DivisionCode,
  period: Period,
  /** From 1; a restatement is the next. */
  version: z.int().min(1),
  contentHash: Sha256,
  sealHash: Sha256.optional(),
};

export const PAYLOADS = {
  /** A report was signed off. */
  'cn.wenzhou.peiyou.report.signed.v1': z.strictObject({
    ...report,
    asOf: z.iso.datetime(),
    /** Versions of the indicators and of what they go by. */
    policy: Word,
    definitions: z.array(Word),
    facts: z.strictObject({ count: z.int().min(0), digest: Sha256 }),
    signedAt: z.iso.datetime().optional(),
    items: z.array(z.strictObject({ ...item, ...figure })),
  }),
  /** A signed report is being restated, as figures changed that matter: from what to what. */
  'cn.wenzhou.peiyou.report.changing.v1': z.strictObject({
    ...report,
    items: z.array(
      z.strictObject({
        ...item,
        before: z.strictObject(figure).optional(),
        after: z.strictObject(figure).optional(),
      }),
    ),
  }),
} as const;

export type PayloadType = keyof typeof PAYLOADS;
export type Payload<T extends PayloadType = PayloadType> = z.infer<(typeof PAYLOADS)[T]>;
