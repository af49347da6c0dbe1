/**
 * The registration service's table. Items by access pattern:
 *
 * | pattern                                   | PK                        | SK                    | read         |
 * | one application                           | APPLICATION#<id>          | APPLICATION           | Get, strong  |
 * | an upload to it that is awaited           | APPLICATION#<id>          | UPLOAD#<attachment>   | Get, strong  |
 * | an applicant's applications, newest first | GSI1 APPLICANT#<who>      | <created>#<id>        | Query GSI1   |
 * | what waits for an authority, by due date  | GSI2 INBOX#<authority>    | <due>#<id>            | Query GSI2   |
 * | what is due, over all authorities         | GSI3 DUE                  | <due>#<id>            | Query, Count |
 * | names not answered yet, by time to ask    | GSI2 NAMING               | <instant>#<id>        | Query GSI2   |
 * | one organisation                          | ORGANISATION#<id>         | ORGANISATION          | Get, strong  |
 * | what an organisation owes                 | ORGANISATION#<id>         | DUTY#<which>          | both, strong |
 * | how it was before each change             | ORGANISATION#<id>         | VERSION#<version>     | Query        |
 * | a proposal to review its class            | ORGANISATION#<id>         | PROPOSAL#<proposal>   | Get, strong  |
 * | what was heard last of its dormancy       | ORGANISATION#<id>         | DORMANCY              | Get, strong  |
 * | proposals of a subtree                    | GSI1 PROPOSALS#<city>     | <division>#<id>#<proposal> | Query GSI1 |
 * | the ledger of a subtree                   | GSI1 LEDGER#<city>        | <division>#<id>       | Query GSI1   |
 * | the public directory of a subtree         | GSI2 DIRECTORY#<city>     | <division>#<id>       | Query GSI2   |
 * | whose a code, a filing number, a name is  | IDENTITY#<what>           | IDENTITY              | BatchGet     |
 * | last serial of a county's filings         | SERIAL#<county>#<year>    | SERIAL                | Get, strong  |
 * | what was done to an application           | AUDIT#APPLICATION#<id>    | <sequence>            | Query        |
 * | what was done to an organisation          | AUDIT#ORGANISATION#<id>   | <sequence>            | Query        |
 *
 * GSI2 is sparse: only what waits for somebody, and who agreed to be public, is in it. AUDIT#, OUTBOX# and ONCE# items are shared/store's.
 */
import type { Caller } from '../../shared/auth/caller.ts';
import { CITY } from '../../shared/divisions/index.ts';
import type { CloudEvent } from '../../shared/events/index.ts';
import { importsIn } from '../../shared/imports/store.ts';
import {
  type AuditEntry,
  type ChainedEntry,
  given,
  type ListOptions,
  type Once,
  type Page,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../shared/store/index.ts';
import type { Application } from './model/application.ts';
import type { FileFacts } from './model/attachment.ts';
import type { ClassProposal, Dormancy, ProposalState } from './model/class-proposal.ts';
import { type Duty, isOpen } from './model/duty.ts';
import { identitiesOf, isShown, type Organisation } from './model/organisation.ts';
import type { Action } from './schema.ts';

/** An upload that was announced and not checked yet. */
export interface Awaited extends FileFacts {
  id: string;
  /** Seconds since 1970 at which it is forgotten. */
  expiresAt: number;
}

/** A step of the life of applications and organisations, saved as one transaction. */
export interface RegistrationChange {
  application?: Application;
  /** ISO 8601 instant at which the naming service is asked again, while its answer is awaited. */
  askAgainAt?: string;
  /** An upload to an application that is awaited from now on. */
  awaited?: { application: string; upload: Awaited };
  /** An upload that is awaited no longer. */
  settled?: { application: string; upload: string };
  organisation?: Organisation;
  /** How the organisation was; it stays as a version, and what it no longer goes by is free. */
  before?: Organisation | undefined;
  duties?: readonly Duty[];
  classProposals?: readonly ClassProposal[];
  dormancy?: Dormancy;
  /** Takes a serial of a county's filings in a year; `last` was the last one taken, 0 before the first. */
  serial?: { county: string; year: string; last: number; taken: number };
  /** Further writes, such as an import's. */
  writes?: readonly TransactWrite[];
  audit: readonly AuditEntry[];
  events?: readonly CloudEvent[];
  once?: Once;
}

/** What waits for an authority. */
export type Waiting = Application | Duty;

/** Which organisations of the ledger are asked for. */
export type LedgerFilter = {
  [K in 'track' | 'class' | 'kind' | 'status' | 'hub']?: Organisation[K] | undefined;
} & { action?: Action | undefined };

export type RegistrationStore = ReturnType<typeof registrationStore>;

export function registrationStore(store: Store) {
  async function organisationsIn(
    index: 'GSI1' | 'GSI2',
    PK: string,
    division: string,
    { action, ...only }: LedgerFilter,
    list: ListOptions,
  ): Promise<Page<Organisation>> {
    const having = { actions: action };
    return store.query<Organisation>({
      index,
      PK,
      beginsWith: division,
      only,
      having,
      ...given(list),
    });
  }

  return {
    recall: store.recall,
    claim: store.claim,

    async application(id: string): Promise<Application | undefined> {
      return store.get<Application>(applicationKey(id), { consistent: true });
    },

    /** An upload to an application that is awaited; undefined when there is none, or no longer. */
    async awaited(application: string, attachmentId: string): Promise<Awaited | undefined> {
      return store.get<Awaited>(uploadKey(application, attachmentId), { consistent: true });
    },

    /** What was done to an application, from the beginning. */
    async trail(id: string, list: ListOptions): Promise<Page<ChainedEntry>> {
      return store.trail(applicationAggregate(id), given(list));
    },

    /** What was done to an organisation, from the beginning. */
    async organisationTrail(id: string, list: ListOptions): Promise<Page<ChainedEntry>> {
      return store.trail(organisationAggregate(id), given(list));
    },

    /** An applicant's applications, the newest first. */
    async applicationsOf(
      caller: Pick<Caller, 'role' | 'subject'>,
      list: ListOptions,
    ): Promise<Page<Application>> {
      return store.query<Application>({
        index: 'GSI1',
        PK: applicantKey(caller),
        descending: true,
        ...given(list),
      });
    },

    /** What waits for an authority, the most urgent first; with `upTo` what is due until that day. */
    async inbox(
      authority: NonNullable<Application['authority']>,
      {
        upTo,
        type,
        ...list
      }: ListOptions & { upTo?: string | undefined; type?: Waiting['type'] | undefined },
    ): Promise<Page<Waiting>> {
      return store.query<Waiting>({
        index: 'GSI2',
        PK: inboxKey(authority),
        ...(upTo !== undefined && { upTo: `${upTo}~` }),
        only: { type },
        ...given(list),
      });
    },

    /** What is due until a day, over all authorities, what is longest overdue first. */
    async due(upTo: string, list: ListOptions): Promise<Page<Waiting>> {
      return store.query<Waiting>({ index: 'GSI3', PK: DUE, upTo: `${upTo}~`, ...given(list) });
    },

    /** How much of what waits, over all authorities, is due within days, both included. */
    async countDue({ from, to }: { from: string; to: string }): Promise<number> {
      return store.count('GSI3', DUE, { from, to: `${to}~` });
    },

    async duty<T extends Duty['type']>(organisationId: string, type: T, year?: number) {
      return store.get<Extract<Duty, { type: T }>>(dutyKey({ organisationId, type, year }), {
        consistent: true,
      });
    },

    /**
     * What an organisation owes and owed: its commitment, then its reports by year; as it is now, for with the organisation
     * all of it ends.
     */
    async duties(organisationId: string, list: ListOptions): Promise<Page<Duty>> {
      const { PK } = organisationKey(organisationId);
      return store.query<Duty>({ PK, beginsWith: DUTY, consistent: true, ...given(list) });
    },

    async classProposal(organisationId: string, id: string): Promise<ClassProposal | undefined> {
      return store.get<ClassProposal>(proposalKey({ organisationId, id }), { consistent: true });
    },

    /** The proposals of a subtree to review the class of organisations, by division. */
    async classProposals(
      division: string,
      state: ProposalState | undefined,
      list: ListOptions,
    ): Promise<Page<ClassProposal>> {
      return store.query<ClassProposal>({
        index: 'GSI1',
        PK: PROPOSALS,
        beginsWith: division,
        only: { status: state },
        ...given(list),
      });
    },

    /** What was heard last of an organisation's dormancy. */
    async dormancy(organisationId: string): Promise<Dormancy | undefined> {
      return store.get<Dormancy>(dormancyKey(organisationId), { consistent: true });
    },

    /** Applications whose name has waited for its answer until an instant. */
    async unanswered(until: string, list: ListOptions): Promise<Page<Application>> {
      return store.query<Application>({ index: 'GSI2', PK: NAMING, upTo: `${until}~`, ...given(list) });
    },

    async organisation(id: string): Promise<Organisation | undefined> {
      return store.get<Organisation>(organisationKey(id), { consistent: true });
    },

    /** Organisations by their ids, in no order; those that are not there are left out. */
    async organisations(ids: readonly string[]): Promise<Organisation[]> {
      return store.getAll<Organisation>(ids.map(organisationKey), { consistent: true });
    },

    /** The organisations of a subtree, by division. */
    async ledger(division: string, filter: LedgerFilter, list: ListOptions): Promise<Page<Organisation>> {
      return organisationsIn('GSI1', LEDGER, division, filter, list);
    },

    /** Those of a subtree that agreed to be public and are active, by division. */
    async directory(division: string, filter: LedgerFilter, list: ListOptions): Promise<Page<Organisation>> {
      return organisationsIn('GSI2', DIRECTORY, division, filter, list);
    },

    /** How an organisation was before each of its changes, the latest first. */
    async versions(id: string, list: ListOptions): Promise<Page<Organisation>> {
      const { PK } = organisationKey(id);
      return store.query<Organisation>({ PK, beginsWith: VERSION, descending: true, ...given(list) });
    },

    /** Whose the identities of an organisation are: ids by identity, those that nobody has left out. */
    async holdersOf(identities: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const found = await store.getAll<{ identity: string; organisationId: string }>(
        identities.map(identityKey),
        { consistent: true },
      );
      return new Map(found.map(({ identity, organisationId }) => [identity, organisationId]));
    },

    /** The last serial given to a filing of a county in a year, 0 when there is none. */
    async lastSerial(county: string, year: string): Promise<number> {
      const item = await store.get<{ last: number }>(serialKey(county, year), { consistent: true });
      return item?.last ?? 0;
    },

    ...importsIn(store),

    /**
     * Saves a step as one transaction.
     * @throws ConditionFailed when application, organisation, duty or serial changed since they were read, or another
     * organisation has an identity of this one, or the upload was settled already
     */
    async save(change: RegistrationChange) {
      const {
        application,
        askAgainAt,
        organisation,
        before,
        duties = [],
        classProposals = [],
        dormancy,
        serial,
        writes = [],
        awaited,
        settled,
        audit,
        events,
        once,
      } = change;
      await store.save({
        writes: [
          ...(application ? [putApplication(application, askAgainAt)] : []),
          ...(organisation ? putOrganisation(organisation, before) : []),
          ...duties.map(putDuty),
          ...classProposals.map(putClassProposal),
          ...(dormancy ? [putVersion({ ...dormancyKey(dormancy.organisationId), ...dormancy })] : []),
          ...(serial ? [putSerial(serial)] : []),
          ...writes,
          ...(awaited ? [putUpload(awaited)] : []),
          ...(settled ? [deleteUpload(settled)] : []),
        ],
        audit: [...audit],
        ...(events && { events: [...events] }),
        ...(once && { once }),
      });
    },
  };
}

const NAMING = 'NAMING';
const LEDGER = `LEDGER#${CITY.code}`;
const DIRECTORY = `DIRECTORY#${CITY.code}`;
const PROPOSALS = `PROPOSALS#${CITY.code}`;
const VERSION = 'VERSION#';
const DUTY = 'DUTY#';
const DUE = 'DUE';
/** After every date: what has no due date comes last in an inbox. */
const NO_DATE = '9999-12-31';

const applicationKey = (id: string) => ({ PK: `APPLICATION#${id}`, SK: 'APPLICATION' });
const uploadKey = (application: string, id: string) => ({
  PK: applicationKey(application).PK,
  SK: `UPLOAD#${id}`,
});
const organisationKey = (id: string) => ({ PK: `ORGANISATION#${id}`, SK: 'ORGANISATION' });
const dutyKey = ({
  organisationId,
  type,
  year,
}: Pick<Duty, 'organisationId' | 'type'> & { year: number | undefined }) => ({
  ...organisationKey(organisationId),
  SK: DUTY + type + (year === undefined ? '' : `#${year}`),
});
const proposalKey = ({ organisationId, id }: Pick<ClassProposal, 'organisationId' | 'id'>) => ({
  ...organisationKey(organisationId),
  SK: `PROPOSAL#${id}`,
});
const dormancyKey = (organisationId: string) => ({ ...organisationKey(organisationId), SK: 'DORMANCY' });
const versionKey = ({ id, version }: Organisation) => ({
  ...organisationKey(id),
  SK: VERSION + String(version).padStart(8, '0'),
});
const identityKey = (identity: string) => ({ PK: `IDENTITY#${identity}`, SK: 'IDENTITY' });
const serialKey = (county: string, year: string) => ({ PK: `SERIAL#${county}#${year}`, SK: 'SERIAL' });
/** What the audit trail of an application is kept under. */
export const applicationAggregate = (id: string) => `APPLICATION#${id}`;
/** What the audit trail of an organisation is kept under. */
export const organisationAggregate = (id: string) => `ORGANISATION#${id}`;
const applicantKey = ({ role, subject }: Pick<Caller, 'role' | 'subject'>) => `APPLICANT#${role}#${subject}`;
const inboxKey = ({ role, division }: NonNullable<Application['authority']>) => `INBOX#${role}#${division}`;

function putApplication(application: Application, askAgainAt: string | undefined): TransactWrite {
  const { id, applicant, createdAt, authority, state, dueOn } = application;
  const waits =
    askAgainAt !== undefined
      ? { GSI2PK: NAMING, GSI2SK: `${askAgainAt}#${id}` }
      : authority && (state === 'pending' || state === 'accepted')
        ? waiting(authority, dueOn, id)
        : {};
  return putVersion({
    ...applicationKey(id),
    GSI1PK: applicantKey(applicant),
    GSI1SK: `${createdAt}#${id}`,
    ...waits,
    ...application,
  });
}

function putDuty(duty: Duty): TransactWrite {
  const { organisationId, authority, dueOn } = duty;
  const key = dutyKey({ year: undefined, ...duty });
  return putVersion({
    ...key,
    ...(isOpen(duty) && waiting(authority, dueOn, `${organisationId}#${key.SK}`)),
    ...duty,
  });
}

function putClassProposal(proposal: ClassProposal): TransactWrite {
  const { organisationId, id, division, state } = proposal;
  return putVersion({
    ...proposalKey(proposal),
    GSI1PK: PROPOSALS,
    GSI1SK: `${division}#${organisationId}#${id}`,
    ...proposal,
    // The index holds the ledger's filters: its lists are filtered by this one, which is read back with the item.
    status: state,
  });
}

/** In the inbox of its authority, and among all that is due. */
const waiting = (
  authority: NonNullable<Application['authority']>,
  dueOn: string | undefined,
  id: string,
) => ({
  GSI2PK: inboxKey(authority),
  GSI2SK: `${dueOn ?? NO_DATE}#${id}`,
  ...(dueOn !== undefined && { GSI3PK: DUE, GSI3SK: `${dueOn}#${id}` }),
});
function putUpload({ application, upload }: NonNullable<RegistrationChange['awaited']>): TransactWrite {
  return { Put: { Item: { ...uploadKey(application, upload.id), ...upload } } };
}

function deleteUpload({ application, upload }: NonNullable<RegistrationChange['settled']>): TransactWrite {
  return {
    Delete: {
      Key: uploadKey(application, upload),
      ConditionExpression: 'attribute_exists(PK)',
    },
  };
}

/** The organisation, the version before, and its identities: those it takes, and those it gives up. */
function putOrganisation(organisation: Organisation, before: Organisation | undefined): TransactWrite[] {
  const { id, division } = organisation;
  const had = before ? identitiesOf(before) : [];
  const has = identitiesOf(organisation);
  return [
    putVersion({
      ...organisationKey(id),
      GSI1PK: LEDGER,
      GSI1SK: `${division}#${id}`,
      ...(isShown(organisation) && { GSI2PK: DIRECTORY, GSI2SK: `${division}#${id}` }),
      // A filter finds only what is said: who is no hub says so.
      hub: false,
      ...organisation,
    }),
    ...(before ? [{ Put: { Item: { ...versionKey(before), ...before } } }] : []),
    ...has.filter((one) => !had.includes(one)).map((one) => takeIdentity(one, id)),
    ...had.filter((one) => !has.includes(one)).map((one) => ({ Delete: { Key: identityKey(one) } })),
  ];
}

function takeIdentity(identity: string, organisationId: string): TransactWrite {
  return {
    Put: {
      Item: { ...identityKey(identity), identity, organisationId },
      ConditionExpression: 'attribute_not_exists(PK)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}

function putSerial({ county, year, last, taken }: NonNullable<RegistrationChange['serial']>): TransactWrite {
  return {
    Put: {
      Item: { ...serialKey(county, year), last: taken },
      ...(last === 0
        ? { ConditionExpression: 'attribute_not_exists(PK)' }
        : {
            ConditionExpression: '#last = :last',
            ExpressionAttributeNames: { '#last': 'last' },
            ExpressionAttributeValues: { ':last': last },
          }),
    },
  };
}
