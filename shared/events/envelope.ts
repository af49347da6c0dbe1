/** The envelope of every event: CloudEvents 1.0, JSON format. */
import * as z from 'zod';
import { catalogue, type EventData, type EventType, isEventType } from './catalogue.ts';

/** An event of one type, or of any. */
export type CloudEvent<T extends EventType = EventType> = {
  [K in T]: {
    specversion: '1.0';
    id: string;
    source: string;
    type: K;
    /** ISO 8601 instant. */
    time: string;
    subject: string;
    datacontenttype: 'application/json';
    /** Names the version of `data`. */
    dataschema: string;
    data: EventData<K>;
    /** Extension: the request that set it off. */
    correlationid: string;
  };
}[T];

/** A message that no try will make right: it goes to the dead-letter queue at once, with this reason. */
export class PermanentFailure extends Error {
  override name = 'PermanentFailure';
}

const Envelope = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1).max(200),
  source: z.string().min(1),
  type: z.string(),
  time: z.iso.datetime({ offset: true }),
  subject: z.string().min(1),
  datacontenttype: z.literal('application/json'),
  dataschema: z.string(),
  correlationid: z.string().default(''),
  data: z.unknown(),
});

/** Not done, and no failure: what the message asks for is to be looked at again later, however often. */
export class NotYet extends Error {
  override name = 'NotYet';
  readonly seconds: number;

  /** @param seconds until then, up to half a day */
  constructor(seconds: number) {
    super(`again in ${seconds} s`);
    this.seconds = seconds;
  }
}

interface About<T extends EventType> {
  /** Id of what the event is about, not empty. */
  subject: string;
  data: EventData<T>;
  correlationId: string;
}

/**
 * A new event of a type, its data held to the catalogue.
 * @throws ZodError when the subject or the data does not fit: a fault of the publisher
 */
export function newEvent<T extends EventType>(
  type: T,
  { subject, data, correlationId }: About<T>,
  { now, newId }: { now: () => Date; newId: () => string },
): CloudEvent<T> {
  const { publisher, version, data: schema } = catalogue[type];
  const fitting = schema.parse(data);
  return {
    specversion: '1.0',
    id: newId(),
    source: `/peiyou/${publisher}`,
    type,
    time: now().toISOString(),
    ...Envelope.pick({ subject: true }).parse({ subject }),
    datacontenttype: 'application/json',
    dataschema: schemaOf(type, version),
    correlationid: correlationId,
    data: fitting,
  } as CloudEvent<T>;
}

/**
 * Writes an event as the body of a message. Characters that a queue may refuse, U+FFFE, U+FFFF and those beyond the
 * basic plane (rare characters of names, such as 𠮷), are written as JSON escapes.
 */
export function writeEvent(event: CloudEvent): string {
  return JSON.stringify(event).replace(
    /[\ufffe\uffff\ud800-\udfff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16)}`,
  );
}

/**
 * Reads a message as an event of the catalogue, its data not looked at: enough to say whose it is.
 * @throws PermanentFailure for bad JSON, no CloudEvent, an unknown type
 */
export function readEnvelope(body: string) {
  const envelope = Envelope.safeParse(parseJson(body));
  if (!envelope.success) throw new PermanentFailure(`no CloudEvent: ${z.prettifyError(envelope.error)}`);
  const { type } = envelope.data;
  if (!isEventType(type)) throw new PermanentFailure(`unknown event type ${type}`);
  return { ...envelope.data, type };
}

/**
 * Reads a message as an event of the catalogue.
 * @throws PermanentFailure for bad JSON, an unknown type or version, data that does not fit
 */
export function readEvent(body: string): CloudEvent {
  const envelope = readEnvelope(body);
  const { type, dataschema } = envelope;
  const { data: schema, version } = catalogue[type];
  if (dataschema !== schemaOf(type, version))
    throw new PermanentFailure(`${type} in unknown version ${dataschema}`);
  const data = schema.safeParse(envelope.data);
  if (!data.success)
    throw new PermanentFailure(`data of ${type} does not fit: ${z.prettifyError(data.error)}`);
  return { ...envelope, data: data.data } as CloudEvent;
}

const schemaOf = (type: EventType, version: number) => `urn:peiyou:event:${type}:v${version}`;

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new PermanentFailure('no JSON');
  }
}
