/** Asking for a push: in the transaction of what it tells of, so that there is neither one without the other. */
import { newEvent } from '../../../shared/events/envelope.ts';
import type { Deps } from '../deps.ts';
import type { Push } from '../model/push.ts';
import { pushesChain, pushesEntry, putCounter, putPush } from '../store/pushes.ts';
import { type Built, build } from './build.ts';
import type { Payload, PayloadType } from './payload.ts';

export interface PushRequest<T extends PayloadType = PayloadType> {
  /** Code of a county, or of the city for what is its own. */
  county: string;
  type: T;
  /** What it is about, e.g. the id of a report. */
  subject: string;
  data: Payload<T>;
  /** Audit chains whose heads go along, beside that of the county's pushes. */
  chains?: readonly string[];
  /** Who had it sent. */
  actor: { role: string; subject: string };
  correlationId: string;
}

/**
 * The writes, audit entries and events of a new push, the next in its county's order. They go into the caller's own
 * transaction, with what the push tells of; when another push of the county gets in between, the transaction fails by its
 * condition and is made anew, from here on: within `retried`.
 * @throws ZodError for data that do not have the form of their type
 */
export async function pushRequested(request: PushRequest, deps: Deps) {
  const { county, type, subject, actor, correlationId } = request;
  const id = deps.newId();
  const requestedAt = deps.now().toISOString();
  const { policy, built, counter } = await made(request, id, requestedAt, deps);
  const { body, items, document } = built;
  if (document) {
    const { key, content } = document;
    await deps.files.write(key, 'application/json', Buffer.from(content));
  }
  const push: Push = {
    id,
    county,
    sequence: counter.sequence + 1,
    type,
    subject,
    state: 'waiting',
    body,
    sha256: built.sha256,
    ...(document && {
      document: { key: document.key, sha256: document.sha256, bytes: document.bytes },
    }),
    items,
    policy: policy.version,
    unmapped: built.unmapped,
    requestedAt,
    roundAttempts: 0,
    attempts: [],
    attemptCount: 0,
    replays: 0,
    version: 1,
  };
  return {
    push,
    writes: [putCounter(county, { sequence: push.sequence, version: counter.version + 1 }), ...putPush(push)],
    audit: [
      pushesEntry(county, 'requested', actor, {
        push: id,
        sequence: push.sequence,
        type,
        subject,
        sha256: push.sha256,
      }),
    ],
    events: [wakeUp(push, correlationId, deps)],
  };
}

/** Has the pushes of a county looked at. */
export const wakeUp = ({ id, county }: Pick<Push, 'id' | 'county'>, correlationId: string, deps: Deps) =>
  newEvent('reporting.push.due', { subject: county, data: { pushId: id, county }, correlationId }, deps);

/** What would be sent if it were asked for now, and which of our ids the province does not know; nothing is kept. */
export async function previewOf(
  request: Omit<PushRequest, 'actor' | 'correlationId'>,
  deps: Deps,
): Promise<Pick<Built, 'unmapped'> & { body: unknown; bytes: number; document?: unknown }> {
  const { built } = await made(request, 'preview', deps.now().toISOString(), deps);
  const { body, document, unmapped } = built;
  return {
    body: JSON.parse(body),
    bytes: Buffer.byteLength(body),
    ...(document && { document: JSON.parse(document.content) }),
    unmapped,
  };
}

async function made(
  { county, type, subject, data, chains = [] }: Omit<PushRequest, 'actor' | 'correlationId'>,
  id: string,
  time: string,
  deps: Deps,
) {
  const { store, province } = deps;
  const policy = province.policyOn(deps.today());
  // The counter first: heads read after it are never older than those of the push before.
  const counter = await store.pushCounter(county);
  const told = await Promise.all(
    [...new Set([pushesChain(county), ...chains])].map(async (aggregate) => ({
      aggregate,
      ...(await store.chainHead(aggregate)),
    })),
  );
  const built = build({
    id,
    county,
    sequence: counter.sequence + 1,
    type,
    subject,
    data,
    time,
    chains: told,
    publicUrl: province.publicUrl,
    policy,
  });
  return { policy, counter, built };
}
