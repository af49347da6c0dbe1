/**
 * Activities recorded while the network may be away: each is kept on the device first and sent from there, exactly once.
 * Its key is the `ref` under which the API enters an activity a single time however often it comes (an Idempotency-Key is
 * forgotten after a day; a phone may be away for longer). Photos are known by their hash. Pure: storage and network are given.
 */
import { ApiProblem, type Problem } from '../../api/problem.ts';

export interface WaitingPhoto {
  sha256: string;
  contentType: 'image/jpeg' | 'image/png';
  content: Blob;
}

/** A record that has not wholly arrived. */
export interface WaitingRecord<B = unknown> {
  key: string;
  /** Who recorded it; nobody else's session sends it. */
  subject: string;
  organisation: string;
  title: string;
  savedAt: string;
  body: B;
  photos: readonly WaitingPhoto[];
  /** The activity, once it has arrived; from then on only photos are missing. */
  activity?: string;
  /** Why it was refused: it waits for its writer. */
  problem?: Problem;
}

export interface OutboxStore {
  /** The records of a subject, the oldest first. */
  of(subject: string): Promise<WaitingRecord[]>;
  /** Undefined once it has arrived, or was deleted. */
  get(key: string): Promise<WaitingRecord | undefined>;
  put(record: WaitingRecord): Promise<void>;
  remove(key: string): Promise<void>;
  /** Does something while nobody else, in no other window either, sends or changes the record of that key. */
  alone<T>(key: string, act: () => Promise<T>): Promise<T>;
}

/** What is told to the API; both may be repeated. */
export interface Sender {
  /** @returns the activity's id */
  record(record: WaitingRecord): Promise<string>;
  photo(activity: string, photo: WaitingPhoto): Promise<void>;
}

/** Whether the same may be sent later: the network or the server is away, or busy, or the session has ended. */
export const mayComeLater = (error: unknown): boolean =>
  !(error instanceof ApiProblem) ||
  error.problem.status === 0 ||
  error.problem.status === 401 ||
  error.problem.status === 429 ||
  error.problem.status >= 500;

/** Whether nothing else would arrive now either. */
const isAway = (error: unknown): boolean =>
  !(error instanceof ApiProblem) || [0, 401, 429, 503].includes(error.problem.status);

/**
 * Sends what a subject has waiting, the oldest first. What is refused is kept with the reason, and the rest goes on; where
 * the network is away all stays as it is. What is changed or deleted meanwhile goes as it then is, or not at all.
 * @param again whether refused ones are tried too
 * @returns how many have wholly arrived
 */
export async function sendWaiting(
  subject: string,
  store: OutboxStore,
  sender: Sender,
  again = false,
): Promise<number> {
  let arrived = 0;
  for (const { key } of await store.of(subject)) {
    try {
      await store.alone(key, async () => {
        const record = await store.get(key);
        if (!record || (record.problem && !again)) return;
        await sendOne(record, store, sender);
        arrived += 1;
      });
    } catch (error) {
      if (isAway(error)) break;
    }
  }
  return arrived;
}

async function sendOne(record: WaitingRecord, store: OutboxStore, sender: Sender): Promise<void> {
  const { problem: _, ...current } = record;
  try {
    if (current.activity === undefined) {
      current.activity = await sender.record(current);
      await store.put(current);
    }
    for (const photo of record.photos) {
      await sender.photo(current.activity, photo);
      current.photos = current.photos.filter(({ sha256 }) => sha256 !== photo.sha256);
      await store.put(current);
    }
    await store.remove(current.key);
  } catch (error) {
    if (!mayComeLater(error)) await store.put({ ...current, problem: (error as ApiProblem).problem });
    throw error;
  }
}
