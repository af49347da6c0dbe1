import { onScopeDispose, ref, shallowRef } from 'vue';
import { queries } from '../../api/queries.ts';
import { who } from '../../session/session.ts';
import { sendWaiting, type WaitingRecord } from './outbox.ts';
import { outboxStore } from './outbox-store.ts';
import { sender } from './sender.ts';

/** All windows of the application take turns. */
const LOCK = 'peiyou-outbox';

/** How often what a busy or absent server did not take is tried again. */
const AGAIN_MS = 60_000;

/** What waits on this device of whoever is signed in; sent when the page opens, when the network comes back, and every minute. */
export function useOutbox() {
  /** Undefined until it was looked for. */
  const waiting = shallowRef<readonly WaitingRecord[]>();
  const sending = ref(false);
  /** Records that have arrived since the page was opened. */
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

  const online = () => void send();
  window.addEventListener('online', online);
  const again = setInterval(() => {
    if (!sending.value && waiting.value?.some(({ problem }) => !problem)) void send();
  }, AGAIN_MS);
  onScopeDispose(() => {
    window.removeEventListener('online', online);
    clearInterval(again);
  });
  // Where nothing can be kept, saving says so.
  void look()
    .then(() => send())
    .catch(() => {});
  return { waiting, sending, arrived, send, keep, forget };
}
