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
} as const satisfies Record<string, Entry>;
