/** The events of reporting (报送): what its own lanes take. */
import * as z from 'zod';
import { DivisionCode } from '../shapes.ts';
import { type Entry, id } from './entry.ts';

export const reporting = {
  'reporting.push.due': {
    version: 1,
    summary: 'Pushes of a county to the province may be due: its first waiting one is looked at.',
    publisher: 'reporting',
    subscribers: ['reporting-push'],
    orderedBy: 'county',
    data: z.strictObject({
      pushId: id,
      /** The county, or the city for what is its own. */
      county: DivisionCode,
    }),
  },
  'reporting.export.due': {
    version: 1,
    summary: 'A report is to be made into a file.',
    publisher: 'reporting',
    subscribers: ['reporting-exports'],
    data: z.strictObject({
      exportId: id,
      /** From 1: which try it is. */
      attempt: z.int().min(1),
    }),
  },
} as const satisfies Record<string, Entry>;
