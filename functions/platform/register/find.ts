/** What the use cases of the register share: finding a platform, who keeps it, how it is shown. */
import type { Caller, MaybeCaller } from '../../../shared/auth/caller.ts';
import { covers, fullNameOf } from '../../../shared/divisions/index.ts';
import { forbidden, notFound } from '../../../shared/http/problem.ts';
import { entriesOf } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { keeperOf } from '../model/places.ts';
import type { Platform } from '../model/platform.ts';
import { masked, withPeople } from '../privacy.ts';

/** Audit entries of platforms; the aggregate is `PLATFORM#<place>`. */
export const platformEntry = entriesOf((township) => `PLATFORM#${township}`);

/** @throws Problem 404 when none is registered */
export async function platformOf(township: string, { store }: Deps): Promise<Platform> {
  const platform = await store.platform(township);
  if (!platform) throw notFound('这个乡镇（街道）还没有登记平台');
  return platform;
}

/**
 * Platforms are kept by their township, a shared one by its county (C3).
 * @throws Problem 403 for everybody else
 */
export function holdToKeeper({ role, division }: Caller, township: string): void {
  const keeper = keeperOf(township);
  const own = keeper === 'township' ? division === township : covers(division, township);
  if (role !== keeper || !own)
    throw forbidden(
      keeper === 'township' ? '平台由所在乡镇（街道）办理' : '共享平台由所在县（市、区）民政办理',
    );
}

/** Whether a caller sees all of a platform but its people: its township and whoever stands above. */
export const seesAll = (caller: MaybeCaller, township: string): caller is Caller =>
  caller !== undefined &&
  (['township', 'county', 'city'] as readonly string[]).includes(caller.role) &&
  covers(caller.division, township);

/** A platform as the public sees it: no people, no money, no contract. */
export function shownToAll({ township, facts, since, from }: Platform) {
  const { name, base, operator, staff, opening, rooms, services, rules, mechanism } = facts;
  const { evidence: _, ...place } = base;
  return {
    township,
    division: fullNameOf(township),
    name,
    base: place,
    ...(operator && {
      operator:
        operator.kind === 'own-staff'
          ? { kind: operator.kind, role: operator.role }
          : { kind: operator.kind, name: operator.name },
    }),
    ...(staff && { staff: { total: staff.total, socialWorkers: staff.socialWorkers } }),
    ...(opening && { opening }),
    ...(rooms && { rooms }),
    ...(services && { services }),
    ...(rules && { rules: rules.map(({ title, publishedOn }) => ({ title, publishedOn })) }),
    ...(mechanism && { mechanism }),
    since,
    from,
  };
}

/** All of a platform, its people masked. */
export async function shownWhole(platform: Platform, { people }: Deps) {
  const { township, facts, since, from, updatedAt } = platform;
  const sealed = facts.staff?.people;
  const shown = sealed ? withPeople(facts, await masked(await people.open(sealed, township))) : facts;
  return { township, division: fullNameOf(township), ...shown, since, from, updatedAt };
}
