/** The activity service's table as operators' commands and benchmarks work on it, beside the service's own functions. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { RatesDeps } from '../functions/activity/deps.ts';
import { activityPolicyOn } from '../functions/activity/policy/index.ts';
import { recompute } from '../functions/activity/rates/recompute.ts';
import { activityStore } from '../functions/activity/store/index.ts';
import { today } from '../shared/calendar/today.ts';
import { createStore } from '../shared/store/index.ts';
import { scanAtOnce } from '../shared/store/scan.ts';
import type { HistoryOrganisation, HistoryRecord } from './activity-history.ts';
import { activityItems, organisationItems, organisationOf } from './activity-items.ts';
import { bulkPut } from './bulk-put.ts';

export function activityTable(
  client: DynamoDBDocumentClient,
  table: string,
  now: () => Date = () => new Date(),
) {
  const store = createStore({ client, table, now, cursorSecret: randomBytes(32).toString('hex') });
  const deps: RatesDeps = {
    store: activityStore(store),
    now,
    today: () => today(now()),
    newId: randomUUID,
    policyOn: activityPolicyOn,
    measure: () => {},
  };
  const read = (each: Parameters<typeof scanAtOnce>[2]) => scanAtOnce(client, table, each);
  return {
    deps,
    /** Reads all items, as `recompute` does. */
    read,
    /** Rebuilds counts and figures from the activities, from a month on. */
    recompute: (from: string) => recompute(read, from, deps),
    /**
     * Puts organisations and their activities with what they add up to, over what is there of them; figures are left to
     * `recompute`. The same again changes nothing.
     * @returns items put
     */
    load: async (organisations: readonly HistoryOrganisation[], records: Iterable<HistoryRecord>) => {
      const known = new Map(organisations.map((one) => [one.id, organisationOf(one)]));
      const homes = await bulkPut(client, table, organisationItems(known.values()));
      return homes + (await bulkPut(client, table, activityItems(records, known)));
    },
  };
}
