import { onScopeDispose, ref, shallowRef } from 'vue';
import { queries } from '../../api/queries.ts';
import { who } from '../../session/session.ts';
import { sendWaiting, type WaitingRecord } from './outbox.ts';
import { outboxStore } from './outbox-store.ts';
import { sender } from './sender.ts';

/** All windows of the application take turns. */
const LOCK = 'peiyou-outbox';

/** What waits on this device of whoever is signed in; sent when the page opens, and when the network comes back. */
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
    await outboxStore.put(record);
    await look();
  }
  async function forget(key: string) {
    await outboxStore.remove(key);
    await look();
  }

  const online = () => void send();
  window.addEventListener('online', online);
  onScopeDispose(() => window.removeEventListener('online', online));
  void look().then(() => send());
  return { waiting, sending, arrived, send, keep, forget };
}
