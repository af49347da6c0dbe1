/** A history of invented activities as the activity service keeps it: made by the very functions that make its own items. */
import type { Activity } from '../functions/activity/model/activity.ts';
import { contributionOf } from '../functions/activity/model/activity.ts';
import { existing } from '../functions/activity/model/existence.ts';
import type { Organisation } from '../functions/activity/model/organisation.ts';
import { putActivity } from '../functions/activity/store/activities.ts';
import { putOrganisation } from '../functions/activity/store/organisations.ts';
import { correctCounts } from '../functions/activity/store/snapshot.ts';
import { ACTIONS, GROUPS, SERVICE_KINDS, type ServiceKind } from '../shared/actions/index.ts';
import { monthOf } from '../shared/calendar/months.ts';
import { divisionByCode } from '../shared/divisions/index.ts';
import { idFrom } from '../shared/imports/files.ts';
import type { HistoryOrganisation, HistoryRecord } from './activity-history.ts';
import { type Item, itemsOf } from './bulk-put.ts';
import { chinese } from './random.ts';

/** The hours at which activities begin, one after the other, so that those of a day seldom overlap. */
const BEGIN = ['08:30', '10:00', '13:30', '15:00', '18:30'];
const END = ['09:50', '11:30', '14:50', '16:30', '20:00'];
/** A third of those who serve are volunteers, a tenth of those are party members. */
const VOLUNTEERS = 3;
const PARTY = 10;

/** An organisation as registration would have told of it. */
export function organisationOf({
  id,
  division,
  from,
  to,
  class: grade,
}: HistoryOrganisation): Organisation & { version: 1 } {
  const spells = existing({ division, class: grade }, from, to);
  const { version, status } = spells.at(-1)!;
  const track = grade === 'mature' ? 'registered' : 'filed';
  return {
    id,
    name: `${divisionByCode(division)?.name ?? ''}第${chinese(Number(id.replace(/\D/g, '')))}志愿服务队`,
    kind: 'team',
    division,
    standing: {
      version,
      track,
      class: grade,
      status,
      actions: [],
      hub: false,
      contact: { role: 'organisation', subject: id },
    },
    spells,
    version: 1,
  };
}

/** An activity as its community would have recorded it, and as a check or itself left it. */
export function activityOf(
  { id: name, date, status, participants, minutes }: HistoryRecord,
  { id: organisation, name: organisationName, division }: Organisation,
): Activity & { version: 1 } {
  const serial = Number(name.replace(/\D/g, ''));
  const action = ACTIONS[serial % ACTIONS.length]!;
  const kinds = Object.keys(SERVICE_KINDS[action]) as ServiceKind[];
  const volunteers = Math.floor(participants / VOLUNTEERS);
  const at = `${date}T13:00:00.000Z`;
  return {
    id: idFrom('activity', 'history', organisation, name),
    organisation,
    organisationName,
    facts: {
      title: `第${chinese(serial)}次服务活动`,
      on: date,
      from: BEGIN[serial % BEGIN.length]!,
      to: END[serial % END.length]!,
      division,
      action,
      kinds: [kinds[serial % kinds.length]!],
      participants,
      volunteers,
      partyMembers: Math.floor(volunteers / PARTY),
      minutes,
      served: { [GROUPS[serial % GROUPS.length]!]: Math.ceil(participants / 2) },
    },
    state: status,
    flags: status === 'flagged' ? [{ code: 'participants', why: '人数与往次相差较大，请核实' }] : [],
    origin: 'community',
    ...(status === 'void' && { reason: '填报有误，已撤回' }),
    by: { role: 'community', subject: `community-${division}` },
    createdAt: at,
    at,
    photos: 0,
    version: 1,
  };
}

/** The items of organisations; what several of them share comes once. */
export function* organisationItems(organisations: Iterable<Organisation>): Generator<Item> {
  const shared = new Set<string>();
  for (const organisation of organisations)
    for (const item of itemsOf(putOrganisation(organisation))) {
      const { PK, SK } = item as { PK: string; SK: string };
      if (PK.startsWith('HOMES#')) {
        if (shared.has(PK + SK)) continue;
        shared.add(PK + SK);
      }
      yield item;
    }
}

/**
 * The items of activities: themselves and the counts of their months, without audit trails and without the days by which
 * the same entered twice is seen.
 * @param records those of an organisation's month one after the other, as a history has them
 */
export function* activityItems(
  records: Iterable<HistoryRecord>,
  organisations: ReadonlyMap<string, Organisation>,
): Generator<Item> {
  let together: Activity[] = [];
  for (const record of records) {
    const activity = activityOf(record, organisations.get(record.organisation)!);
    const [first] = together;
    if (first && !isSameMonth(first, activity)) {
      yield* monthItems(together);
      together = [];
    }
    together.push(activity);
  }
  yield* monthItems(together);
}

const isSameMonth = (one: Activity, other: Activity) =>
  one.organisation === other.organisation && monthOf(one.facts.on) === monthOf(other.facts.on);

/** What an organisation did in a month. */
function* monthItems(activities: readonly Activity[]): Generator<Item> {
  for (const activity of activities) yield* itemsOf(putActivity(activity));
  const added = activities.flatMap((activity) => contributionOf(activity) ?? []);
  const [first] = added;
  if (!first) return;
  const comesTo: Record<string, number> = {};
  for (const { counts } of added)
    for (const [name, value] of Object.entries(counts)) comesTo[name] = (comesTo[name] ?? 0) + value;
  yield* itemsOf([correctCounts({ organisation: first.organisation, month: first.month, comesTo })]);
}
