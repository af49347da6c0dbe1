/** An organisation of the ledger as forms hold it. */
import type { Role } from '../../../../../shared/auth/caller.ts';
import type { paths } from '../../api/generated/schema.d.ts';

export type Organisation =
  paths['/v1/organisations/{id}']['get']['responses'][200]['content']['application/json'];

type Patch = NonNullable<
  paths['/v1/organisations/{id}']['patch']['requestBody']
>['content']['application/json'];
export type Action = NonNullable<Patch['actions']>[number];

/** What may be changed without a review, by who changes it. */
export const ITS_OWN = ['members', 'staff', 'actions', 'public'] as const;
export const OF_PLATFORMS = ['hub', 'station'] as const;
export const OF_ITS_AUTHORITY = ['members', 'staff', 'actions', ...OF_PLATFORMS] as const;
export type Field = (typeof ITS_OWN | typeof OF_ITS_AUTHORITY)[number];

/** Offices that decide on organisations of a track (C1.2, C1.4, C1.5); which of them it is, the API says. */
const DECIDING: Readonly<Record<Organisation['track'], readonly Role[]>> = {
  registered: ['county', 'city'],
  filed: ['township', 'county'],
  managed: ['community'],
};
export const mayDecide = ({ track }: Organisation, role: Role): boolean => DECIDING[track].includes(role);

/** Whether it has not come to its end. */
export const isThere = ({ status }: Organisation) => status === 'active' || status === 'suspended';

export interface OrganisationFormed {
  individuals: number;
  units: number;
  staff: number;
  actions: Action[];
  public: boolean;
  hub: boolean;
  fullTime: number;
  partTime: number;
  station: string;
  stationDivision: string;
}

export const formOf = (organisation: Organisation): OrganisationFormed => ({
  individuals: organisation.members.individuals,
  units: organisation.members.units,
  staff: organisation.staff,
  actions: [...organisation.actions],
  public: organisation.public === true,
  hub: organisation.hub === true,
  fullTime: organisation.socialWorkers?.fullTime ?? 0,
  partTime: organisation.socialWorkers?.partTime ?? 0,
  station: organisation.station?.name ?? '',
  stationDivision: organisation.station?.division ?? '',
});

/** What a form says of some fields; a hub may have social workers, others have none (M3.2). Pure. */
export function bodyOf(form: OrganisationFormed, fields: readonly Field[]): Patch {
  const { individuals, units, staff, actions, hub, fullTime, partTime, stationDivision } = form;
  const name = form.station.trim();
  const all = {
    members: { individuals, units },
    staff,
    actions,
    public: form.public,
    hub,
    station: name === '' ? undefined : { name, division: stationDivision },
  };
  return {
    ...Object.fromEntries(fields.map((field) => [field, all[field]])),
    ...(fields.includes('hub') &&
      hub &&
      fullTime + partTime > 0 && { socialWorkers: { fullTime, partTime } }),
  };
}
