import { atOnce } from '../../../shared/at-once.ts';
import { monthsAfter, monthsBetween } from '../../../shared/calendar/months.ts';
import { newEvent } from '../../../shared/events/index.ts';
import { idFrom } from '../../../shared/imports/files.ts';
import { ConditionFailed } from '../../../shared/store/index.ts';
import type { RatesDeps } from '../deps.ts';
import {
  type Attention,
  type Criteria,
  decisiveMonths,
  isNews,
  judge,
  nextAttention,
} from '../model/attention.ts';
import type { Organisation } from '../model/organisation.ts';
import { FIRST_MONTH } from '../policy/index.ts';
import { type Look, putAttention, settleLook } from '../store/attention.ts';
import { monthCountOf } from '../store/counts.ts';

/** Organisations whose standing is saved at once. */
const AT_ONCE = 8;

/** An organisation to be looked at, and what told of it, to be taken back. */
interface Due {
  organisation: string;
  told?: Look;
}

/**
 * Looks at organisations as they are now, and keeps what is other than before, with the news of it, in one transaction each.
 * What changes meanwhile is told anew, and looked at again.
 */
export async function look(due: readonly Due[], deps: RatesDeps): Promise<void> {
  const day = deps.today();
  const { version: policy, data } = deps.policyOn(day);
  const criteria = { dormancy: data.dormancy, falling: data.falling, first: FIRST_MONTH, day };
  const ids = due.map(({ organisation }) => organisation);
  // Read before what it comes from: another worker that read something newer is not overwritten.
  const known = new Map((await deps.store.attentions(ids)).map((one) => [one.organisation, one]));
  const organisations = await deps.store.organisations(ids);
  const judgements = await judged(organisations, criteria, deps);
  const found = new Map(organisations.map((one) => [one.id, one]));
  await atOnce(due, AT_ONCE, async ({ organisation: id, told }) => {
    const organisation = found.get(id);
    const before = known.get(id);
    const after =
      organisation && nextAttention(before, organisation, judgements.get(id)!, { on: day, policy });
    const writes = [...(after ? [putAttention(after)] : []), ...(told ? [settleLook(told)] : [])];
    if (writes.length === 0) return;
    const events = after && isNews(before, after) ? [news(after, day, deps)] : [];
    try {
      await deps.store.save({ writes, events });
    } catch (error) {
      // Another worker was faster, or it was told anew: then it is still to be looked at.
      if (!(error instanceof ConditionFailed)) throw error;
    }
  });
}

/** How organisations stand. How long they have been dormant is read of those alone that are. */
async function judged(organisations: readonly Organisation[], criteria: Criteria, deps: RatesDeps) {
  const decisive = await activitiesOf(
    organisations.map(({ id, spells }) => ({ id, months: decisiveMonths(spells, criteria) })),
    deps,
  );
  const dormant = organisations.filter(
    ({ id, spells }) => judge(spells, decisive.get(id)!, criteria).state === 'dormant',
  );
  const before = await activitiesOf(
    dormant.map(({ id, spells }) => {
      const [earliest] = decisiveMonths(spells, criteria);
      return { id, months: monthsBetween(criteria.first, monthsAfter(earliest!, -1)) };
    }),
    deps,
  );
  return new Map(
    organisations.map(({ id, spells }) => {
      const activities = new Map([...(before.get(id) ?? []), ...decisive.get(id)!]);
      return [id, judge(spells, activities, criteria)] as const;
    }),
  );
}

/** Confirmed activities by month, of each organisation. */
async function activitiesOf(
  asked: readonly { id: string; months: readonly string[] }[],
  { store }: RatesDeps,
): Promise<Map<string, Map<string, number>>> {
  const counts = await store.counts(
    asked.flatMap(({ id, months }) => months.map((month) => ({ organisation: id, month }))),
  );
  const byOrganisation = Map.groupBy(counts, ({ organisation }) => organisation);
  return new Map(
    asked.map(({ id }) => [
      id,
      new Map((byOrganisation.get(id) ?? []).map((one) => [one.month, monthCountOf(one).activities])),
    ]),
  );
}

/** Tells that an organisation became dormant, or is so no longer: once for each change. */
function news(attention: Attention, day: string, { now }: RatesDeps) {
  const { organisation, division, class: grade, policy, revision } = attention;
  const about = { subject: organisation, correlationId: '' };
  const by = { now, newId: () => idFrom('attention', organisation, revision) };
  const common = { organisationId: organisation, division, policy, judgedOn: day, revision };
  if (attention.state !== 'dormant')
    return newEvent(
      'activity.organisation.active',
      { ...about, data: { ...common, state: attention.state } },
      by,
    );
  const { recent, lastActive, reason } = attention;
  const data = {
    ...common,
    class: grade,
    since: recent.from,
    months: recent.months,
    ...(lastActive !== undefined && { lastActive }),
    reason,
  };
  return newEvent('activity.organisation.dormant', { ...about, data }, by);
}
