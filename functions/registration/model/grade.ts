/** The class of an organisation (C1.1): the registered are mature, others start up and grow. */
import { monthsLater } from '../../../shared/calendar/index.ts';
import type { RegistrationData } from '../policy/schema.ts';
import type { Organisation } from './organisation.ts';

/** What speaks against a class that an authority wants to give, in words; empty when nothing does. */
export function unmetFor(
  to: 'start-up' | 'growing',
  { track, since, members }: Organisation,
  today: string,
  { growing }: RegistrationData,
): string[] {
  if (track === 'registered') return ['登记的组织即为成熟型（C1.1），不另定类型'];
  if (to === 'start-up') return [];
  const count = members.individuals + members.units;
  return [
    ...(monthsLater(since, growing.months) <= today
      ? []
      : [`成立应满 ${growing.months} 个月（${since} 成立）；依据：${growing.clause}`]),
    ...(count >= growing.members
      ? []
      : [`成员应不少于 ${growing.members} 个（现有 ${count} 个）；依据：${growing.clause}`]),
  ];
}
