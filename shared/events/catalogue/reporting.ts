/** The events of reporting (报送): what its own lanes take. */
import * as z from 'zod';
import { type Entry, id } from './entry.ts';

export const reporting = {
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
