import type { Acting } from '../../../shared/http/acting.ts';
import {
  type FieldError,
  notFound,
  Problem,
  preconditionFailed,
  unprocessable,
} from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { placeBy } from '../model/places.ts';
import { contradictions, type Facts, filesIn, type Person, type Platform } from '../model/platform.ts';
import { judgement } from '../operation/judge.ts';
import { withPeople } from '../privacy.ts';
import { putPlatform } from '../store/platforms.ts';
import { holdToKeeper, platformEntry, platformOf, shownWhole } from './find.ts';
import type { FactsPatch } from './schema.ts';

/**
 * Registers a platform (C3), or says all of it anew; it is judged by that at once (T1).
 * @throws Problem 403 for who does not keep it, 404 where there is to be none, 428 and 412 where there is one already, 422 for
 * what contradicts itself and for files that were not uploaded
 */
export async function register(township: string, facts: Facts, acting: Acting, deps: Deps): Promise<Answer> {
  holdToKeeper(acting.caller, township);
  if (!placeBy(township, deps.policyOn(deps.today()).data)) throw notFound('这里不设乡镇（街道）平台');
  const before = await deps.store.platform(township);
  if (before) holdToVersion(before, acting.ifMatch);
  else if (acting.ifMatch !== undefined)
    throw preconditionFailed('这个乡镇（街道）还没有登记平台，请不带 If-Match');
  await refuseUnfit(township, facts, deps);
  return save(before, township, await sealed(facts, township, deps), acting, deps, Object.keys(facts));
}

/**
 * Changes parts of a platform; null takes a part away (RFC 7396), a part that is given replaces the one before.
 * @throws Problem 404 when none is registered; else as `register`
 */
export async function change(
  township: string,
  patch: FactsPatch,
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  holdToKeeper(acting.caller, township);
  const before = await platformOf(township, deps);
  holdToVersion(before, acting.ifMatch);
  const { staff, ...rest } = patch;
  const people = staff?.people && (await deps.people.seal(staff.people as Person[], township));
  const changed = { ...rest, ...(staff !== undefined && { staff: people ? { ...staff, people } : staff }) };
  const facts = Object.fromEntries(
    Object.entries({ ...before.facts, ...changed }).filter(([, value]) => value !== null),
  ) as unknown as Facts;
  await refuseUnfit(township, facts, deps);
  return save(before, township, facts, acting, deps, Object.keys(patch));
}

async function save(
  before: Platform | undefined,
  township: string,
  facts: Facts,
  { caller, correlationId }: Acting,
  deps: Deps,
  fields: string[],
): Promise<Answer> {
  const today = deps.today();
  const platform: Platform = {
    township,
    facts,
    since: before?.since ?? today,
    from: today,
    updatedAt: deps.now().toISOString(),
    version: (before?.version ?? 0) + 1,
  };
  const { writes, audit, events } = await judgement(platform, correlationId, deps);
  await deps.store.save({
    writes: [...putPlatform(platform), ...writes],
    audit: [platformEntry(township, before ? 'changed' : 'registered', caller, { fields }), ...audit],
    events,
  });
  return {
    status: before ? 200 : 201,
    body: await shownWhole(platform, deps),
    etag: platform.version,
  };
}

async function sealed(facts: Facts, township: string, { people }: Deps): Promise<Facts> {
  const named = facts.staff?.people;
  return named ? withPeople(facts, await people.seal(named, township)) : facts;
}

function holdToVersion({ version }: Platform, ifMatch: string | undefined): void {
  if (ifMatch === undefined)
    throw new Problem('precondition-required', '平台已登记，请在 If-Match 中带上读取时所得的 ETag', {
      errors: [{ pointer: '#/headers/if-match', detail: `应为当前的 ETag` }],
    });
  if (ifMatch !== String(version)) throw preconditionFailed();
}

async function refuseUnfit(township: string, facts: Facts, { store, today }: Deps): Promise<void> {
  const files = filesIn(facts);
  const kept = new Set(
    (
      await store.evidenceBy(
        township,
        files.map(({ id }) => id),
      )
    ).flatMap(({ id, state }) => (state === 'kept' ? [id] : [])),
  );
  const errors: FieldError[] = [
    ...contradictions(facts, township, today()),
    ...files
      .filter(({ id }) => !kept.has(id))
      .map(({ pointer }) => ({ pointer, detail: '没有上传过这个文件，或还没有确认上传' })),
  ].map(({ pointer, detail }) => ({ pointer: `#/body${pointer}`, detail }));
  if (errors.length > 0) throw unprocessable(`有 ${errors.length} 处不符合要求`, { errors });
}
