import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { KMSClient } from '@aws-sdk/client-kms';
import * as z from 'zod';
import { today } from '../../shared/calendar/today.ts';
import { type Surroundings, surroundings, TableSettings } from '../../shared/deps.ts';
import { type Files, fileStore, filesClient } from '../../shared/files/index.ts';
import { observe } from '../../shared/observability/index.ts';
import { fieldCipher, localKeys } from '../../shared/privacy/index.ts';
import { kmsKeys } from '../../shared/privacy/kms-keys.ts';
import { json } from '../../shared/settings.ts';
import { draftCipher, leaderCipher, textCipher } from './privacy.ts';
import { type RegistrationStore, registrationStore } from './store/index.ts';

/** What the use cases need from outside; entries make it once, tests give their own. */
export interface Deps extends Surroundings {
  store: RegistrationStore;
  drafts: ReturnType<typeof draftCipher>;
  leaders: ReturnType<typeof leaderCipher>;
  texts: ReturnType<typeof textCipher>;
  files: Files;
  /** The day of an instant (ISO 8601) in Asia/Shanghai. */
  dayOf: (instant: string) => string;
  /** Tells the operators of something that they have to see to. */
  alarm: (what: Alarm, message: string) => void;
  /** Reports a figure of the moment as a metric. */
  measure: (what: 'reviewsOverdue' | 'reviewsDueSoon', count: number) => void;
}

/** Metrics that an alarm is on. */
export type Alarm = 'calendarNotLoaded' | 'nameUnanswered';

/** Data keys by name for the local stack, and which of them to encrypt under. */
const LocalKeys = z.object({ keys: z.record(z.string(), z.string()), current: z.string() });

export const StoreSettings = TableSettings.extend({
  FILES_BUCKET: z.string().min(3),
  /** ARN or alias of the KMS key, in the cloud. */
  FIELD_KEY_ID: z.string().min(1).optional(),
  /** Outside the cloud. */
  LOCAL_FIELD_KEYS: json(LocalKeys).optional(),
});

/**
 * The dependencies of a running function: real table, real clock, random ids, KMS in the cloud and local keys elsewhere.
 * @throws Error when neither FIELD_KEY_ID nor LOCAL_FIELD_KEYS is set
 */
export function makeDeps(settings: z.output<typeof StoreSettings>): Deps {
  const { logger, metrics } = observe('registration');
  const { TABLE_NAME, FILES_BUCKET } = settings;
  const { table, ...around } = surroundings(settings);
  const cipher = fieldCipher(keysOf(settings, around.now));
  return {
    store: registrationStore(table),
    drafts: draftCipher(cipher, TABLE_NAME),
    leaders: leaderCipher(cipher, TABLE_NAME),
    texts: textCipher(cipher, TABLE_NAME),
    files: fileStore({ client: filesClient(), bucket: FILES_BUCKET, now: around.now }),
    ...around,
    dayOf: (instant) => today(new Date(instant)),
    alarm: (what, message) => {
      logger.error(message, { alarm: what });
      metrics.singleMetric().addMetric(what, MetricUnit.Count, 1);
    },
    measure: (what, count) => metrics.singleMetric().addMetric(what, MetricUnit.Count, count),
  };
}

function keysOf(
  { FIELD_KEY_ID, LOCAL_FIELD_KEYS, TABLE_NAME }: z.output<typeof StoreSettings>,
  now: () => Date,
) {
  if (LOCAL_FIELD_KEYS) return localKeys(LOCAL_FIELD_KEYS.keys, LOCAL_FIELD_KEYS.current);
  if (FIELD_KEY_ID === undefined) throw new Error('Settings: FIELD_KEY_ID is missing');
  return kmsKeys({ client: new KMSClient({}), keyId: FIELD_KEY_ID, context: { table: TABLE_NAME }, now });
}
