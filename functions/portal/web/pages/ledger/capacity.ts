/** What an organisation takes on, as a form holds it. Pure. */
import type { paths } from '../../api/generated/schema.d.ts';
import { listed } from '../../components/patch.ts';

export type Capacity = paths['/v1/capacities/{id}']['get']['responses'][200]['content']['application/json'];
export type CapacityPatch = NonNullable<
  paths['/v1/capacities/{id}']['patch']['requestBody']
>['content']['application/json'];

export interface CapacityFormed {
  actions: Capacity['actions'];
  groups: Capacity['groups'];
  areas: string[];
  beyond: boolean;
  atATime: number;
  minutes: number | '';
  skills: string;
  emergency: boolean;
  from: string;
  to: string;
}

export const capacityFormOf = (capacity: Capacity): CapacityFormed => ({
  actions: [...capacity.actions],
  groups: [...capacity.groups],
  areas: [...capacity.areas],
  beyond: capacity.beyond,
  atATime: capacity.atATime,
  minutes: capacity.minutesAMonth ?? '',
  skills: capacity.skills.join('、'),
  emergency: capacity.emergency,
  from: capacity.period?.from ?? '',
  to: capacity.period?.to ?? '',
});

export function capacityBodyOf({ minutes, skills, from, to, areas, ...said }: CapacityFormed): CapacityPatch {
  return {
    ...said,
    areas: areas.filter((area) => area !== ''),
    skills: listed(skills),
    ...(minutes !== '' && { minutesAMonth: minutes }),
    ...((from !== '' || to !== '') && { period: { from, to } }),
  };
}
