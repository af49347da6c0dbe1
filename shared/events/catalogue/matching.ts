/** The events of matching (供需匹配). */
import * as z from 'zod';
import { Action, Group, ServiceKind } from '../../actions/index.ts';
import { Day, DivisionCode, OrganisationId } from '../shapes.ts';
import { type Entry, id } from './entry.ts';

const ofNeed = { needId: id, division: DivisionCode, action: Action };
const ofMatch = {
  matchId: id,
  needId: id,
  organisationId: OrganisationId,
  division: DivisionCode,
  action: Action,
  kinds: z.array(ServiceKind),
};
/** What was done on a day; `report` numbers the reports of a match. */
const ofReport = {
  report: z.int().min(1),
  phase: z.int().min(0),
  on: Day,
  minutes: z.int().min(0),
  participants: z.int().min(0),
  served: z.partialRecord(Group, z.int().min(0)),
};
const ofMoney = {
  entryId: id,
  matchId: id,
  organisationId: OrganisationId,
  division: DivisionCode,
  source: z.enum([
    'government-purchase',
    'venture-philanthropy',
    'social-capital',
    'village-collective',
    'donation',
  ]),
  fen: z.int(),
  /** The year that the money was arranged in: what is given back later counts in it. */
  year: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
};

export const matching = {
  'matching.match.due': {
    version: 1,
    summary: 'Candidates of a need are to be found: it is new or changed, or an offer of it came to nothing.',
    publisher: 'matching',
    subscribers: ['matching'],
    data: z.strictObject({ needId: id, cause: z.enum(['published', 'changed', 'returned', 'supply']) }),
  },
  'matching.emergency.due': {
    version: 1,
    summary: 'An emergency (A3) is to be matched at once, ahead of everything.',
    publisher: 'matching',
    subscribers: ['matching-urgent'],
    data: z.strictObject({ needId: id, cause: z.enum(['published', 'changed', 'returned', 'supply']) }),
  },
  'matching.round.due': {
    version: 1,
    summary: 'A round of allocation (M2.2) is to be carried on, by the step that is named.',
    publisher: 'matching',
    subscribers: ['matching-rounds'],
    data: z.strictObject({ roundId: id, step: z.int().min(0) }),
  },
  'matching.supply.due': {
    version: 1,
    summary:
      'An organisation, a project or a resource is new or changed: needs that it may serve are matched anew.',
    publisher: 'matching',
    subscribers: ['matching'],
    data: z.strictObject({
      id,
      of: z.enum(['organisation', 'project', 'resource']),
      /** Where needs are still to be looked at; all that it reaches when left out. */
      divisions: z.array(DivisionCode).min(1).optional(),
      /** From where on in the first of them. */
      from: z.string().optional(),
    }),
  },
  'matching.need.published': {
    version: 1,
    summary: 'A community or township published a need (需求清单, M1.1).',
    publisher: 'matching',
    subscribers: ['platform', 'reporting'],
    data: z.strictObject({
      ...ofNeed,
      kinds: z.array(ServiceKind),
      groups: z.array(Group),
      urgency: z.enum(['normal', 'soon', 'emergency']),
      demand: z.int().min(1),
      publishedOn: Day,
    }),
  },
  'matching.need.matched': {
    version: 1,
    summary: 'The township confirmed who serves a need: a row of the resource list (资源清单, M1.3).',
    publisher: 'matching',
    subscribers: ['platform', 'reporting'],
    data: z.strictObject({
      ...ofNeed,
      matchId: id,
      organisationId: OrganisationId,
      origin: z.enum(['claim', 'round', 'next', 'emergency', 'contest', 'fair']),
      publishedOn: Day,
      matchedOn: Day,
    }),
  },
  'matching.need.closed': {
    version: 1,
    summary: 'A need came to its end: served, withdrawn, or past its last day.',
    publisher: 'matching',
    subscribers: ['reporting'],
    data: z.strictObject({ ...ofNeed, cause: z.enum(['served', 'withdrawn', 'expired']), closedOn: Day }),
  },
  'matching.project.started': {
    version: 1,
    summary: 'An organisation began to serve a need.',
    publisher: 'matching',
    subscribers: [],
    data: z.strictObject({ ...ofMatch, startedOn: Day }),
  },
  'matching.project.progressed': {
    version: 1,
    summary: 'An organisation reported what it did for a need: counts as its activity.',
    publisher: 'matching',
    subscribers: ['activity'],
    data: z.strictObject({ ...ofMatch, ...ofReport }),
  },
  'matching.project.corrected': {
    version: 1,
    summary: 'A report of what was done was wrong: what it counted is to be taken back.',
    publisher: 'matching',
    subscribers: ['activity'],
    data: z.strictObject({ ...ofMatch, ...ofReport, correctedOn: Day }),
  },
  'matching.project.completed': {
    version: 1,
    summary: 'An organisation completed what it did for a need, all phases of it.',
    publisher: 'matching',
    subscribers: ['platform', 'reporting'],
    data: z.strictObject({
      ...ofMatch,
      completedOn: Day,
      minutes: z.int().min(0),
      participants: z.int().min(0),
      served: z.partialRecord(Group, z.int().min(0)),
    }),
  },
  'matching.project.evaluated': {
    version: 1,
    summary: 'The community and those who were served said what they think of it.',
    publisher: 'matching',
    subscribers: ['activity', 'reporting'],
    data: z.strictObject({
      ...ofMatch,
      evaluatedOn: Day,
      by: z.enum(['community', 'served']),
      /** Sum of the points, 1 to 5 each, and how many gave them. */
      sum: z.int().min(1),
      count: z.int().min(1),
      /** From 1: the highest is what counts, whatever the order of arrival. */
      revision: z.int().min(1),
    }),
  },
  'matching.funds.committed': {
    version: 1,
    summary: 'Money was promised to a match, or what was promised released: then it is negative.',
    publisher: 'matching',
    subscribers: ['reporting'],
    data: z.strictObject({ ...ofMoney, committedOn: Day }),
  },
  'matching.funds.spent': {
    version: 1,
    summary: 'Money was spent on a match.',
    publisher: 'matching',
    subscribers: [],
    data: z.strictObject({ ...ofMoney, spentOn: Day }),
  },
  'matching.purchase.recorded': {
    version: 1,
    summary: 'A bureau recorded a government purchase (O2), or took one back: then it counts no longer.',
    publisher: 'matching',
    subscribers: ['reporting'],
    data: z.strictObject({
      purchaseId: id,
      division: DivisionCode,
      on: Day,
      fen: z.int().min(0),
      /** As new public-service spending: from social organisations to run platforms or for support, or else. */
      heading: z.enum(['platform', 'support', 'other', 'renewed']),
      counts: z.boolean(),
      /** From 1: the highest is what holds. */
      revision: z.int().min(1),
    }),
  },
} as const satisfies Record<string, Entry>;
