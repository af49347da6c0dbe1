/** The events of registration (登记备案). */
import * as z from 'zod';
import { ROLES } from '../../auth/caller.ts';
import { Class, Day, DivisionCode, Kind, OrganisationId, Standing } from '../shapes.ts';
import { type Entry, id, name } from './entry.ts';

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

export const registration = {
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
    subscribers: ['naming', 'matching', 'activity', 'platform', 'reporting'],
    data: entered,
  },
  'registration.organisation.filed': {
    version: 1,
    summary: 'An organisation was filed with its township (备案).',
    publisher: 'registration',
    subscribers: ['naming', 'matching', 'activity', 'platform', 'reporting'],
    data: entered,
  },
  'registration.organisation.managed': {
    version: 1,
    summary: 'An organisation came under the management of its village (村居管理).',
    publisher: 'registration',
    subscribers: ['naming', 'matching', 'activity', 'platform', 'reporting'],
    data: entered,
  },
  'registration.organisation.renamed': {
    version: 1,
    summary: 'An organisation bears another name.',
    publisher: 'registration',
    subscribers: ['naming', 'matching', 'activity', 'reporting'],
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
    subscribers: ['matching', 'activity', 'reporting'],
    data: z.strictObject({ ...ofOrganisation, changedOn: Day, fields: z.array(z.string()).min(1) }),
  },
  'registration.organisation.graded': {
    version: 1,
    summary: 'An organisation is of another class (C1.1).',
    publisher: 'registration',
    subscribers: ['matching', 'activity', 'platform', 'reporting'],
    data: z.strictObject({ ...ofOrganisation, class: Class, formerClass: Class, gradedOn: Day }),
  },
  'registration.organisation.reported-in': {
    version: 1,
    summary: 'An organisation reported to its community party organisation (O1).',
    publisher: 'registration',
    subscribers: ['matching', 'activity', 'reporting'],
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
    subscribers: ['matching', 'activity', 'reporting'],
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
    subscribers: ['matching', 'activity', 'reporting'],
    data: z.strictObject({ ...ofOrganisation, resumedOn: Day }),
  },
  'registration.organisation.dissolved': {
    version: 1,
    summary: 'An organisation was deregistered, or its registration was revoked.',
    publisher: 'registration',
    subscribers: ['naming', 'matching', 'activity', 'reporting'],
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
} as const satisfies Record<string, Entry>;
