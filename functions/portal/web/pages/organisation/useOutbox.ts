import { ref, shallowRef, watch } from 'vue';
import { queries } from '../../api/queries.ts';
import { who } from '../../session/session.ts';
import { sendWaiting, type WaitingRecord } from './outbox.ts';
import { outboxStore } from './outbox-store.ts';
import { sender } from './sender.ts';

/** All windows of the application take turns. */
const LOCK = 'peiyou-outbox';

/** How often what a busy or absent server did not take is tried again. */
const AGAIN_MS = 60_000;

/** Undefined until it was looked for. */
const waiting = shallowRef<readonly WaitingRecord[]>();
const sending = ref(false);
/** Records that have arrived since the page of them was opened. */
const arrived = ref(0);
const subject = () => who.value?.subject;

async function look() {
  const of = subject();
  waiting.value = of === undefined ? [] : await outboxStore.of(of);
}
async function send(again = false) {
  const of = subject();
  if (of === undefined) return;
  sending.value = true;
  try {
    const count = await navigator.locks.request(LOCK, () => sendWaiting(of, outboxStore, sender, again));
    arrived.value += count;
    if (count > 0) await queries.invalidateQueries({ queryKey: ['activities'] });
  } finally {
    await look();
    sending.value = false;
  }
}
async function keep(record: WaitingRecord) {
  await outboxStore.alone(record.key, () => outboxStore.put(record));
  await look();
}
async function forget(key: string) {
  await outboxStore.alone(key, () => outboxStore.remove(key));
  await look();
}

let started = false;
/**
 * Sends what waits on this device of whoever is signed in, on whatever page he is: at once, when the network comes back, and
 * every minute.
 */
export function startOutbox() {
  if (started) return;
  started = true;
  window.addEventListener('online', () => void send());
  setInterval(() => {
    if (!sending.value && waiting.value?.some(({ problem }) => !problem)) void send();
  }, AGAIN_MS);
  watch(
    subject,
    () =>
      // Where nothing can be kept, saving says so.
      void look()
        .then(() => send())
        .catch(() => {}),
    { immediate: true },
  );
}

/** What waits, and what may be done with it. */
export function useOutbox() {
  arrived.value = 0;
  startOutbox();
  return { waiting, sending, arrived, send, keep, forget };
}

/** How many records of whoever is signed in wait on this device. */
export const waitingHere = async (): Promise<number> => {
  await look();
  return waiting.value!.length;
};
