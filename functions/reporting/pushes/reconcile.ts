/** Each night: what the province holds against what it confirmed; what is missing or different there is sent once more. */
import { allOf, ConditionFailed } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { provinceDivision } from '../model/province.ts';
import { compare, type Difference, type Held, type Reconciliation } from '../model/reconciliation.ts';
import type { ProvincePolicy } from '../policy/province.ts';
import { putReconciliation } from '../store/pushes.ts';
import { resend } from './again.ts';
import { HOLDINGS_PATH, HoldingsAnswer } from './contract.ts';
import type { Send } from './send.ts';
import { signed } from './signature.ts';
import { senders } from './sweep.ts';

/** A receiver whose list does not end is not followed for ever. */
const MOST_PAGES = 1_000;
/** Of each kind of difference so many ids are kept: an item has 400 KB. The counts and what is sent again leave none out. */
const MOST_TOLD = 100;

/** The receiver's list could not be had: the next quarter of an hour asks again. */
class NoList extends Error {
  override name = 'NoList';
}

/** Makes the night's reconciliation once it is time, if it has not been made. @returns pushes that are sent once more */
export async function reconcileNightly(deps: Deps): Promise<number> {
  const { store, province, now, today } = deps;
  const policy = province.policyOn(today());
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: 'Asia/Shanghai' }).format(
      now(),
    ),
  );
  if (!province.send || hour < policy.reconcileFromHour) return 0;
  if (await store.reconciliation(today())) return 0;
  const { state } = await store.receiver();
  if (state !== 'closed') return 0;
  try {
    return (await reconcile(deps, province.send, policy)).again;
  } catch (error) {
    if (!(error instanceof NoList)) throw error;
    deps.alarm('reconciliation failed', { reason: error.message });
    return 0;
  }
}

/**
 * Compares county by county. Killed on the way it is made anew: what is already set to be sent again is no longer confirmed.
 * @throws NoList when the receiver does not tell
 */
async function reconcile(deps: Deps, send: Send, policy: ProvincePolicy): Promise<Reconciliation> {
  const day = deps.today();
  const counties: Difference[] = [];
  let again = 0;
  for (const county of senders()) {
    // Ours first: what is delivered meanwhile is none that we miss.
    const ours = await allOf((list) => deps.store.pushes(county, list));
    const held = await heldOf(county, deps, send, policy);
    const confirmed = ours
      .filter(({ state }) => state === 'delivered')
      .map(({ id, sha256, sequence }) => ({ webhookId: id, sha256, sequence }));
    const pending = new Set(ours.filter(({ state }) => state !== 'delivered').map(({ id }) => id));
    const found = compare(county, confirmed, held, pending);
    // In their order: the first that is sent is the first that was.
    for (const id of [...found.missing, ...found.different].reverse())
      if (await resend(id, `reconciliation-${day}`, deps)) again += 1;
    counties.push({
      ...found,
      missing: found.missing.slice(0, MOST_TOLD),
      different: found.different.slice(0, MOST_TOLD),
      unknown: found.unknown.slice(0, MOST_TOLD),
    });
  }
  const made = { day, at: deps.now().toISOString(), counties, again };
  try {
    await deps.store.save({ writes: [putReconciliation(made)] });
  } catch (error) {
    // Another has made it at the same time.
    if (!(error instanceof ConditionFailed)) throw error;
  }
  if (again > 0) deps.alarm('the province did not hold what it confirmed', { day, again });
  return made;
}

async function heldOf(county: string, deps: Deps, send: Send, policy: ProvincePolicy): Promise<Held[]> {
  const { keys, now, basePath } = deps.province;
  const { timeoutSeconds, mostReplyBytes } = policy.sending;
  const held: Held[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = new URLSearchParams({
      county: provinceDivision(county, policy.mapping),
      ...(cursor !== undefined && { cursor }),
    });
    const path = `${HOLDINGS_PATH}?${query}`;
    const reply = await send({
      method: 'GET',
      path,
      headers: { ...signed(keys.signing, { id: deps.newId(), at: now(), body: `GET ${basePath}${path}` }) },
      timeoutMs: timeoutSeconds * 1000,
      mostBytes: mostReplyBytes,
    });
    const status = reply.kind === 'answer' ? reply.status : 0;
    if (reply.kind !== 'answer' || status !== 200)
      throw new NoList(reply.kind === 'answer' ? `status ${status}` : `${reply.why}: ${reply.detail}`);
    const read = HoldingsAnswer.safeParse(json(reply.body));
    if (!read.success) throw new NoList('the list has another form');
    held.push(...read.data.items);
    cursor = read.data.next;
    if (cursor === undefined) return held;
  }
  throw new NoList('the list does not end');
}

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
