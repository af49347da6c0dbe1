/** What an event of the catalogue says of itself. */
import * as z from 'zod';

export const SERVICES = ['naming', 'registration', 'matching', 'activity', 'platform', 'reporting'] as const;
export type Service = (typeof SERVICES)[number];

/** Every service has an inbox; beside it lanes for what may not wait behind the rest, or takes long. */
export const INBOXES = [
  ...SERVICES,
  'matching-urgent',
  'matching-rounds',
  'activity-rates',
  'reporting-push',
  'reporting-exports',
] as const;
export type Inbox = (typeof INBOXES)[number];

export interface Entry {
  /** Raised when `data` changes in a way that old readers cannot take. */
  version: number;
  /** What has happened, for the docs. */
  summary: string;
  publisher: Service;
  subscribers: readonly Inbox[];
  data: z.ZodObject;
  /** The member of `data` whose events stay in order in a FIFO inbox; those of other values overtake them. */
  orderedBy?: string;
}

export const id = z.string().min(1).max(100);
export const name = z.string().min(1).max(200);
