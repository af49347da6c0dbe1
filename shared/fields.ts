/** Fields that the schemas of several services have: counts, money, text without what cannot be seen. */
import * as z from 'zod';

export const count = z.int().min(0).max(1_000_000);
export const fen = z.int().min(0).max(10_000_000_000_000).meta({ description: '金额，单位分' });

/** Control characters but breaks and tabs, halves of characters, what is no character: no document may hold them. */
const UNSEEN = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/u;
/** What is not seen in one line, or turns what is seen around. */
const UNSEEN_IN_LINE = /[\p{Cc}\p{Cs}\p{Cf}\p{Zl}\p{Zp}\ufffe\uffff]/u;
const refused = { error: '含有不可见的字符，请删去后重新输入' };

export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((typed) => !UNSEEN.test(typed), refused);
/** Text of one line: what people and things are called. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((typed) => !UNSEEN_IN_LINE.test(typed), refused);

/** A list of at least one, each once. */
export const each = <T extends string>(one: z.ZodType<T>, most: number) =>
  z
    .array(one)
    .min(1)
    .max(most)
    .refine((list) => new Set(list).size === list.length, { error: '每项只填一次，请去掉重复的' })
    .meta({ uniqueItems: true });
