import type { Caller } from '../../../shared/auth/caller.ts';
import {
  type ChainedEntry,
  given,
  type ListOptions,
  type Page,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import type { Application } from '../model/application.ts';
import type { FileFacts } from '../model/attachment.ts';
import { applicationAggregate, applicationKey } from './keys.ts';
import { waiting } from './waiting.ts';

/** An upload that was announced and not checked yet. */
export interface Awaited extends FileFacts {
  id: string;
  /** Seconds since 1970 at which it is forgotten. */
  expiresAt: number;
}

const NAMING = 'NAMING';

export function applicationsIn(store: Store) {
  return {
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

    /** Applications whose name has waited for its answer until an instant. */
    async unanswered(until: string, list: ListOptions): Promise<Page<Application>> {
      return store.query<Application>({ index: 'GSI2', PK: NAMING, upTo: `${until}~`, ...given(list) });
    },
  };
}

export function putApplication(application: Application, askAgainAt: string | undefined): TransactWrite {
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

export function putUpload({ application, upload }: { application: string; upload: Awaited }): TransactWrite {
  return { Put: { Item: { ...uploadKey(application, upload.id), ...upload } } };
}

export function deleteUpload({
  application,
  upload,
}: {
  application: string;
  upload: string;
}): TransactWrite {
  return {
    Delete: {
      Key: uploadKey(application, upload),
      ConditionExpression: 'attribute_exists(PK)',
    },
  };
}

const uploadKey = (application: string, id: string) => ({
  PK: applicationKey(application).PK,
  SK: `UPLOAD#${id}`,
});
const applicantKey = ({ role, subject }: Pick<Caller, 'role' | 'subject'>) => `APPLICANT#${role}#${subject}`;
