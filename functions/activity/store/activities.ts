import { monthOf } from '../../../shared/calendar/months.ts';
import {
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import type { Activity } from '../model/activity.ts';
import type { SameDay } from '../model/checks.ts';
import { activityKey, dayKey, enteredKey, photoKey } from './keys.ts';

/** The activities of an organisation on a day, in brief: one item, so that the same twice at once is seen. */
export interface OrganisationDay {
  organisation: string;
  on: string;
  activities: readonly SameDay[];
  version: number;
}

/** A photo of an activity. */
export interface Photo {
  activity: string;
  /** SHA-256 of its bytes, in hexadecimal. */
  id: string;
  contentType: 'image/jpeg' | 'image/png';
  /** Bytes. */
  size: number;
  state: 'awaited' | 'kept';
  /** ISO 8601 instant of that. */
  at: string;
  /** The activity that showed the very same photo before. */
  firstIn?: string;
  version: number;
}

export function activitiesIn(store: Store) {
  return {
    async activity(id: string): Promise<Activity | undefined> {
      return store.get<Activity>(activityKey(id), { consistent: true });
    },

    /** Activities by their ids, in no order; those that are not there are left out. */
    async activities(ids: readonly string[]): Promise<Activity[]> {
      return store.getAll<Activity>([...new Set(ids)].map(activityKey), { consistent: true });
    },

    /** An organisation's activities, the latest day first; of a month or year where one is given. */
    async activitiesOf(
      organisation: string,
      { period, state }: { period?: string | undefined; state?: string | undefined },
      list: ListOptions,
    ) {
      return store.query<Activity>({
        index: 'GSI1',
        PK: `ACTIVITIES#${organisation}`,
        ...(period !== undefined && { beginsWith: period }),
        descending: true,
        only: { state },
        ...given(list),
      });
    },

    /** The activities of a month in a division's subtree, by division and day. */
    async activitiesAt(
      division: string,
      month: string,
      { state, action }: { state?: string | undefined; action?: string | undefined },
      list: ListOptions,
    ) {
      return store.query<Activity>({
        index: 'GSI2',
        PK: placeKey(division, month),
        beginsWith: division,
        only: { state, '@action': action },
        ...given(list),
      });
    },

    /** What waits for somebody's word in a division's subtree: reported, flagged, disputed; by division and day. */
    async waiting(division: string, state: string | undefined, list: ListOptions) {
      return store.query<Activity>({
        index: 'GSI3',
        PK: waitingKey(division),
        beginsWith: division,
        only: { state },
        ...given(list),
      });
    },

    /** Ids of reported activities whose last day to dispute is past by a day, the longest past first. */
    async silent(day: string, list: ListOptions) {
      return store.query<{ id: string }>({ PK: SILENT, upTo: `${day}~`, ...given(list) });
    },

    async organisationDay(organisation: string, on: string): Promise<OrganisationDay | undefined> {
      return store.get<OrganisationDay>(dayKey(organisation, on), { consistent: true });
    },

    /** How many activities an organisation entered on a day. */
    async entered(
      organisation: string,
      day: string,
    ): Promise<{ count: number; version: number } | undefined> {
      return store.get(enteredKey(organisation, day), { consistent: true });
    },

    async photo(activity: string, id: string): Promise<Photo | undefined> {
      return store.get<Photo>(photoOf(activity, id), { consistent: true });
    },

    async photosOf(activity: string, list: ListOptions) {
      return store.query<Photo>({
        PK: activityKey(activity).PK,
        beginsWith: PHOTO,
        consistent: true,
        ...given(list),
      });
    },

    /** The activity that showed a photo first. */
    async firstShown(id: string): Promise<string | undefined> {
      return (await store.get<{ activity: string }>(photoKey(id), { consistent: true }))?.activity;
    },
  };
}

/** Saves an activity's next version: it waits, or is accepted by silence, as its state says. */
export function putActivity(activity: Activity, before?: Activity): TransactWrite[] {
  const { id, organisation, facts, state, confirmBy } = activity;
  const waits = state === 'reported' || state === 'flagged' || state === 'disputed';
  return [
    putVersion({
      ...activityKey(id),
      GSI1PK: `ACTIVITIES#${organisation}`,
      GSI1SK: `${facts.on}#${id}`,
      GSI2PK: placeKey(facts.division, monthOf(facts.on)),
      GSI2SK: `${facts.division}#${facts.on}#${id}`,
      ...(waits && { GSI3PK: waitingKey(facts.division), GSI3SK: `${facts.division}#${facts.on}#${id}` }),
      // What lists are filtered by.
      '@action': facts.action,
      ...activity,
    }),
    ...(before?.confirmBy !== undefined && before.confirmBy !== confirmBy
      ? [{ Delete: { Key: { PK: SILENT, SK: `${before.confirmBy}#${id}` } } }]
      : []),
    ...(confirmBy !== undefined && before?.confirmBy !== confirmBy
      ? [{ Put: { Item: { PK: SILENT, SK: `${confirmBy}#${id}`, id } } }]
      : []),
  ];
}

export const putOrganisationDay = (day: OrganisationDay): TransactWrite =>
  putVersion({ ...dayKey(day.organisation, day.on), ...day });

/** Counts one more that an organisation entered on a day; the count is forgotten when nobody asks any more. */
export const putEntered = (
  organisation: string,
  day: string,
  { count, version }: { count: number; version: number },
  expiresAt: number,
): TransactWrite => putVersion({ ...enteredKey(organisation, day), count, version, expiresAt });

/** Saves a photo; one that is only awaited goes when nobody brings it. */
export const putPhoto = (photo: Photo, expiresAt?: number): TransactWrite =>
  putVersion({
    ...photoOf(photo.activity, photo.id),
    ...photo,
    ...(expiresAt !== undefined && { expiresAt }),
  });

export const putFirstShown = (id: string, activity: string): TransactWrite => ({
  Put: { Item: { ...photoKey(id), activity }, ConditionExpression: 'attribute_not_exists(PK)' },
});

const SILENT = 'SILENT';
const PHOTO = 'PHOTO#';
const placeKey = (division: string, month: string) => `ACTIVITIES#${countyOf(division)}#${month}`;
const waitingKey = (division: string) => `WAITING#${countyOf(division)}`;
const countyOf = (division: string) => division.slice(0, 6);
const photoOf = (activity: string, id: string) => ({ PK: activityKey(activity).PK, SK: PHOTO + id });
