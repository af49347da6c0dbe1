import type { Caller, MaybeCaller } from '../../../shared/auth/caller.ts';
import { notFound } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import type { BaseKind } from '../model/terms.ts';
import { holdToKeeper, platformEntry, platformOf, seesAll, shownToAll, shownWhole } from './find.ts';

/**
 * A platform, today or as it was registered at the end of a day: whole for its township and whoever stands above it.
 * @throws Problem 404 when none was registered then
 */
export async function read(
  township: string,
  { on }: { on?: string | undefined },
  caller: MaybeCaller,
  deps: Deps,
): Promise<Answer> {
  const platform =
    on === undefined ? await platformOf(township, deps) : await deps.store.platformOn(township, on);
  if (!platform) throw notFound(`${on} 还没有登记平台`);
  const body = seesAll(caller, township) ? await shownWhole(platform, deps) : shownToAll(platform);
  return { status: 200, body, etag: platform.version };
}

interface Asked {
  division: string;
  kind?: BaseKind | undefined;
  operating?: boolean | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** The platforms of a subtree, as the public sees them, with whether they operate. */
export async function list({ division, kind, operating, limit, cursor }: Asked, { store }: Deps) {
  const scope = `platforms ${division} ${kind} ${operating}`;
  const page = await store.operationsIn(division, { kind, operating, limit, scope, cursor });
  const found = await store.platforms(page.items.map(({ township }) => township));
  const byPlace = new Map(found.map((platform) => [platform.township, platform]));
  return {
    ...page,
    items: page.items.flatMap((operation) => {
      const platform = byPlace.get(operation.township);
      if (!platform) return [];
      return [{ ...shownToAll(platform), operating: operation.operating, operatingSince: operation.since }];
    }),
  };
}

/**
 * Who works at a platform, unmasked, for whoever keeps it; with the reason it goes into the trail.
 * @throws Problem 403 for everybody else, 404 when none is registered
 */
export async function unmask(township: string, reason: string, caller: Caller, deps: Deps): Promise<Answer> {
  holdToKeeper(caller, township);
  const { facts } = await platformOf(township, deps);
  await deps.store.save({ writes: [], audit: [platformEntry(township, 'unmasked', caller, { reason })] });
  const people = await deps.people.open(facts.staff?.people ?? [], township);
  return { status: 200, body: { people }, headers: { 'cache-control': 'no-store' } };
}
