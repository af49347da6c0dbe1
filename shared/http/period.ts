/** Months, quarters and years as routes take them. */
import * as z from 'zod';
import { isPeriod, kindOf, periodsBetween } from '../calendar/periods.ts';
import { Subtree } from './acting.ts';

const FORMS = '应为月（2022-03）、季（2022-Q1）或年（2022）';
export const Period = z
  .string({ error: FORMS })
  .refine(isPeriod, { error: FORMS, abort: true })
  .meta({ description: '月 2022-03、季 2022-Q1 或年 2022', example: '2022-03' });

export const Year = z
  .string({ error: '应为四位年份，如 2022' })
  .regex(/^20\d\d$/, { error: '应为四位年份，如 2022' })
  .meta({ example: '2022' });

/** Points of one series: ten years of months. */
const MOST_POINTS = 120;

/**
 * The query of a series: a division, and periods of one kind from one to another.
 * @param period one that may have figures
 */
export const seriesQuery = (period: typeof Period) =>
  z
    .strictObject({ division: Subtree, from: period, to: period })
    .refine(({ from, to }) => kindOf(from) === kindOf(to), {
      path: ['to'],
      error: '应和 from 同为月、季或年',
      abort: true,
    })
    .refine(({ from, to }) => from <= to, { path: ['to'], error: '不应早于 from', abort: true })
    .refine(({ from, to }) => periodsBetween(from, to).length <= MOST_POINTS, {
      path: ['to'],
      error: `一次最多 ${MOST_POINTS} 期`,
    });
