/** The events of naming (名称). */
import * as z from 'zod';
import { DivisionCode, Finding, Kind } from '../shapes.ts';
import { type Entry, id, name } from './entry.ts';

/** Counts the submissions of an application, from 1: one that comes late is passed over, the same again is answered again. */
const submission = z.int().min(1);
const ofApplication = { applicationId: id, submission, name, kind: Kind, division: DivisionCode };

export const naming = {
  'naming.name.held': {
    version: 1,
    summary: "An application's name passed the check and is held for it.",
    publisher: 'naming',
    subscribers: ['registration'],
    data: z.strictObject({
      ...ofApplication,
      reservationId: id,
      heldUntil: z.iso.datetime(),
      findings: z.array(Finding),
      policy: z.string(),
    }),
  },
  'naming.name.refused': {
    version: 1,
    summary: "An application's name broke a rule or is taken.",
    publisher: 'naming',
    subscribers: ['registration'],
    data: z.strictObject({
      ...ofApplication,
      findings: z.array(Finding),
      suggestions: z.array(z.string()),
      policy: z.string(),
    }),
  },
} as const satisfies Record<string, Entry>;
