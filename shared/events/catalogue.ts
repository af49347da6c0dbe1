/**
 * Every event of the system: who publishes it, who subscribes, what it carries. The relays, the queues' permissions and
 * `docs/events.md` are made from this table. No event carries personal data.
 */
import * as z from 'zod';
import { Action, Group, ServiceKind } from '../actions/index.ts';
import { ROLES } from '../auth/caller.ts';
import { Class, Day, DivisionCode, Finding, Kind, OrganisationId, Standing } from './shapes.ts';

export const SERVICES = ['naming', 'registration', 'matching', 'activity', 'platform', 'reporting'] as const;
export type Service = (typeof SERVICES)[number];

/** Every service has an inbox; beside it lanes for what may not wait behind the rest, or takes long. */
export const INBOXES = [...SERVICES, 'matching-urgent', 'matching-rounds', 'activity-rates'] as const;
export type Inbox = (typeof INBOXES)[number];

interface Entry {
  /** Raised when `data` changes in a way that old readers cannot take. */
  version: number;
  /** What has happened, for the docs. */
  summary: string;
  publisher: Service;
  subscribers: readonly Inbox[];
  data: z.ZodObject;
}

const id = z.string().min(1).max(100);
const name = z.string().min(1).max(200);
/** Counts the submissions of an application, from 1: one that comes late is passed over, the same again is answered again. */
const submission = z.int().min(1);
const ofApplication = { applicationId: id, submission, name, kind: Kind, division: DivisionCode };
const ofOrganisation = {
  organisationId: OrganisationId,
  name,
  kind: Kind,
  division: DivisionCode,
  standing: Standing,
};
/** An organisation entered the ledger under its name, on a day. */
const entered = z.strictObject({ ...ofOrganisation, registeredOn: Day, applicationId: id.optional() });

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
};

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
/** A rate is told as whole numbers, with the definition that it goes by. */
const ofRate = { numerator: z.int().min(0), denominator: z.int().min(0), policy: z.string() };

export const catalogue = {
  'registration.application.submitted': {
    version: 1,
    summary: 'An application was submitted; its name waits to be checked and held.',
    publisher: 'registration',
    subscribers: ['naming'],
    data: z.strictObject({
      ...ofApplication,
      appliedOn: Day,
      scope: z.string().max(2000).optional(),
      /** The organisation whose name changes: the names that it bears are not in its own way. */
      organisationId: OrganisationId.optional(),
      /** The hold by which the applicant kept the name so far, with its holder: nobody else's hold passes on. */
      reservation: z
        .strictObject({ id, holder: z.strictObject({ kind: z.enum(ROLES), id: z.string().min(1).max(200) }) })
        .optional(),
    }),
  },
  'registration.application.accepted': {
    version: 1,
    summary: 'The authority accepted an application for examination.',
    publisher: 'registration',
    subscribers: [],
    data: z.strictObject({ applicationId: id, submission }),
  },
  'registration.application.returned': {
    version: 1,
    summary: 'An application came back to its applicant, to be corrected.',
    publisher: 'registration',
    subscribers: [],
    data: z.strictObject({ applicationId: id, submission }),
  },
  'registration.application.withdrawn': {
    version: 1,
    summary: 'An application was withdrawn: its name is free again.',
    publisher: 'registration',
    subscribers: ['naming'],
    data: z.strictObject({ applicationId: id, submission }),
  },
  'registration.application.refused': {
    version: 1,
    summary: 'The authority refused an application: its name is free again.',
    publisher: 'registration',
    subscribers: ['naming'],
    data: z.strictObject({ applicationId: id, submission }),
  },
  'registration.organisation.registered': {
    version: 1,
    summary: 'An organisation was registered by the county (登记), a foundation by the city.',
    publisher: 'registration',
    subscribers: ['naming', 'matching', 'activity', 'platform'],
    data: entered,
  },
  'registration.organisation.filed': {
    version: 1,
    summary: 'An organisation was filed with its township (备案).',
    publisher: 'registration',
    subscribers: ['naming', 'matching', 'activity', 'platform'],
    data: entered,
  },
  'registration.organisation.managed': {
    version: 1,
    summary: 'An organisation came under the management of its village (村居管理).',
    publisher: 'registration',
    subscribers: ['naming', 'matching', 'activity', 'platform'],
    data: entered,
  },
  'registration.organisation.renamed': {
    version: 1,
    summary: 'An organisation bears another name.',
    publisher: 'registration',
    subscribers: ['naming', 'matching', 'activity'],
    data: z.strictObject({
      ...ofOrganisation,
      formerName: name,
      renamedOn: Day,
      applicationId: id.optional(),
    }),
  },
  'registration.organisation.changed': {
    version: 1,
    summary:
      'Something that the ledger says of an organisation changed; its name and class have events of their own.',
    publisher: 'registration',
    subscribers: ['matching', 'activity'],
    data: z.strictObject({ ...ofOrganisation, changedOn: Day, fields: z.array(z.string()).min(1) }),
  },
  'registration.organisation.graded': {
    version: 1,
    summary: 'An organisation is of another class (C1.1).',
    publisher: 'registration',
    subscribers: ['matching', 'activity', 'platform'],
    data: z.strictObject({ ...ofOrganisation, class: Class, formerClass: Class, gradedOn: Day }),
  },
  'registration.organisation.reported-in': {
    version: 1,
    summary: 'An organisation reported to its community party organisation (O1).',
    publisher: 'registration',
    subscribers: ['matching', 'activity'],
    data: z.strictObject({
      ...ofOrganisation,
      community: DivisionCode,
      reportedOn: Day,
      leaders: z.int().min(0),
      partyMembers: z.int().min(0),
      retiredOfficials: z.int().min(0),
    }),
  },
  'registration.organisation.suspended': {
    version: 1,
    summary: 'An organisation has to stop its activities, as after a false commitment (C1.2).',
    publisher: 'registration',
    subscribers: ['matching', 'activity'],
    data: z.strictObject({
      ...ofOrganisation,
      suspendedOn: Day,
      cause: z.enum(['false-commitment', 'decided']),
    }),
  },
  'registration.organisation.resumed': {
    version: 1,
    summary: 'An organisation that was suspended may be active again.',
    publisher: 'registration',
    subscribers: ['matching', 'activity'],
    data: z.strictObject({ ...ofOrganisation, resumedOn: Day }),
  },
  'registration.organisation.dissolved': {
    version: 1,
    summary: 'An organisation was deregistered, or its registration was revoked.',
    publisher: 'registration',
    subscribers: ['naming', 'matching', 'activity'],
    data: z.strictObject({ ...ofOrganisation, dissolvedOn: Day, cause: z.enum(['deregistered', 'revoked']) }),
  },
  'registration.import.due': {
    version: 1,
    summary:
      'An import of a ledger is to be carried on from a row; the service tells itself, for the work outlasts one run.',
    publisher: 'registration',
    subscribers: ['registration'],
    data: z.strictObject({ importId: id, from: z.int().min(0) }),
  },
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
    subscribers: ['platform'],
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
    subscribers: ['platform'],
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
    subscribers: [],
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
    subscribers: ['platform'],
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
    subscribers: ['activity'],
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
    subscribers: [],
    data: z.strictObject({ ...ofMoney, committedOn: Day }),
  },
  'matching.funds.spent': {
    version: 1,
    summary: 'Money was spent on a match.',
    publisher: 'matching',
    subscribers: [],
    data: z.strictObject({ ...ofMoney, spentOn: Day }),
  },
  'activity.record.counted': {
    version: 1,
    summary: 'What an activity adds to the figures of its organisation is known, or is another than before.',
    publisher: 'activity',
    subscribers: ['platform'],
    data: z.strictObject({
      activityId: id,
      organisationId: OrganisationId,
      division: DivisionCode,
      on: Day,
      action: Action,
      kinds: z.array(ServiceKind),
      /** Whether it counts: confirmed, not flagged, not void. One that does not takes back what it counted. */
      counts: z.boolean(),
      participants: z.int().min(0),
      volunteers: z.int().min(0),
      minutes: z.int().min(0),
      served: z.partialRecord(Group, z.int().min(0)),
      /** The township whose platform it was held at. */
      platform: DivisionCode.optional(),
      /** From 1: the highest is what holds, whatever the order of arrival. */
      revision: z.int().min(1),
    }),
  },
  'activity.rates.due': {
    version: 1,
    summary: 'Rates of a county, or of the city when all its counties are done, are to be computed by a run.',
    publisher: 'activity',
    subscribers: ['activity-rates'],
    data: z.strictObject({ runId: id, division: DivisionCode, step: z.int().min(0) }),
  },
  'activity.import.due': {
    version: 1,
    summary: 'An import of activities is to be carried on from a row.',
    publisher: 'activity',
    subscribers: ['activity'],
    data: z.strictObject({ importId: id, from: z.int().min(0) }),
  },
  'activity.rate.published': {
    version: 1,
    summary:
      'The average activity (T2) of a township, county or the city for a period is known, or another than before.',
    publisher: 'activity',
    subscribers: ['platform'],
    data: z.strictObject({
      /** Division and period. */
      rateId: id,
      division: DivisionCode,
      period: z.string().min(4).max(7),
      ...ofRate,
      /** 0 as long as the period is open, 1 when it is closed, more each time that late records restate it. */
      edition: z.int().min(0),
      publishedOn: Day,
      /** From 1: the highest is what holds. */
      revision: z.int().min(1),
    }),
  },
  'platform.platform.judged': {
    version: 1,
    summary:
      'A platform operates substantively (实体化运作, T1), or does no longer; told also when it is registered.',
    publisher: 'platform',
    subscribers: [],
    data: z.strictObject({
      /** The township or street, or the code of a shared platform. */
      platformId: DivisionCode,
      operating: z.boolean(),
      since: Day,
      judgedOn: Day,
      /** Criteria of the policy that are not met. */
      unmet: z.array(z.string()),
      policy: z.string(),
      /** From 1: the highest is what holds. */
      revision: z.int().min(1),
    }),
  },
  'platform.assessment.published': {
    version: 1,
    summary: 'The yearly assessment (年度测评) of a platform is final (C3).',
    publisher: 'platform',
    subscribers: [],
    data: z.strictObject({
      platformId: DivisionCode,
      year: z.string().regex(/^\d{4}$/),
      /** Tenths of points, of 1,000. */
      tenths: z.int().min(0).max(1000),
      grade: z.enum(['excellent', 'good', 'pass', 'fail']),
      publishedOn: Day,
      policy: z.string(),
    }),
  },
  'platform.model.awarded': {
    version: 1,
    summary: 'A demonstration town, an outstanding organisation or person was named (O3).',
    publisher: 'platform',
    subscribers: [],
    data: z.strictObject({
      modelId: id,
      kind: z.enum(['town', 'organisation', 'person']),
      division: DivisionCode,
      organisationId: OrganisationId.optional(),
      awardedOn: Day,
    }),
  },
  'platform.model.withdrawn': {
    version: 1,
    summary: 'A name of honour was withdrawn (O3).',
    publisher: 'platform',
    subscribers: [],
    data: z.strictObject({
      modelId: id,
      kind: z.enum(['town', 'organisation', 'person']),
      division: DivisionCode,
      withdrawnOn: Day,
    }),
  },
  'platform.report.submitted': {
    version: 1,
    summary: 'A platform submitted the report of a month (月报), or corrected it.',
    publisher: 'platform',
    subscribers: [],
    data: z.strictObject({
      /** The township or street, or the code of a shared platform. */
      platformId: DivisionCode,
      month: Month,
      submittedOn: Day,
      inTime: z.boolean(),
      guided: z.int().min(0),
      activities: z.int().min(0),
      participants: z.int().min(0),
      minutes: z.int().min(0),
      registered: z.int().min(0),
      filed: z.int().min(0),
      managed: z.int().min(0),
      gradedUp: z.int().min(0),
      needsPublished: z.int().min(0),
      needsMatched: z.int().min(0),
      projectsCompleted: z.int().min(0),
      /** From 1: the highest is what holds. */
      revision: z.int().min(1),
    }),
  },
} as const satisfies Record<string, Entry>;

export type EventType = keyof typeof catalogue;
export type EventData<T extends EventType> = z.output<(typeof catalogue)[T]['data']>;

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(catalogue, type);
}

/** The inboxes that an event type goes to. */
export function subscribersOf(type: EventType): readonly Inbox[] {
  return catalogue[type].subscribers;
}

/** Whether an event may not wait behind others on its way: some lane takes what is urgent. */
export function isUrgent(type: EventType): boolean {
  return subscribersOf(type).some((inbox) => inbox.endsWith('-urgent'));
}

/** The inboxes that a publisher's relay has to reach. */
export function subscribersToAnyOf(publisher: Service): Inbox[] {
  const entries: readonly Entry[] = Object.values(catalogue);
  return [
    ...new Set(
      entries.filter((entry) => entry.publisher === publisher).flatMap((entry) => entry.subscribers),
    ),
  ];
}
