import type * as z from 'zod';
import type { Caller } from '../../shared/auth/caller.ts';
import { covers } from '../../shared/divisions/index.ts';
import { forbidden, invalid } from '../../shared/http/problem.ts';
import type { Deps } from './deps.ts';
import { FIRST_DAY, record } from './organisations.ts';
import type { ImportAnswer, ImportRequest, RegisteredName } from './schema.ts';

type Names = z.output<typeof ImportRequest>['names'];

/** How many names of an import are recorded at a time. */
const AT_A_TIME = 8;

/**
 * The register of names of a division's subtree, a page at a time.
 * @throws InvalidCursor for a forged or foreign cursor
 */
export async function listNames(
  { division, limit, cursor }: { division: string; limit: number; cursor?: string | undefined },
  caller: Caller,
  { store }: Deps,
): Promise<{ items: RegisteredName[]; next?: string }> {
  const page = await store.register(division, limit, `names ${caller.subject} ${division}`, cursor);
  const items = page.items.map(({ place: _, ...name }) => name);
  return { items, ...(page.next !== undefined && { next: page.next }) };
}

/**
 * Imports names that organisations already bear, with findings as notes. Repeating an import changes nothing.
 * @param claim keeps another import under the same Idempotency-Key out, called once nothing speaks against this one
 * @throws Problem 403 when one of them lies, or is known to lie, outside the caller's division, 400 when one is to be
 *   registered only later, or was long ago when nobody registered: then none is recorded
 */
export async function importNames(
  { names }: z.output<typeof ImportRequest>,
  caller: Caller,
  deps: Deps,
  claim: () => Promise<void>,
): Promise<z.output<typeof ImportAnswer>> {
  await holdToOwn(names, caller, deps);
  const errors = names.flatMap(({ registeredOn }, index) => {
    const pointer = `#/body/names/${index}/registeredOn`;
    if (registeredOn > deps.today()) return { pointer, detail: '登记（备案）日期不应晚于今天' };
    if (registeredOn < FIRST_DAY) return { pointer, detail: `登记（备案）日期不应早于 ${FIRST_DAY}` };
    return [];
  });
  if (errors.length > 0) throw invalid(errors);
  await claim();
  const actor = { role: caller.role, subject: caller.subject };
  const recorded: z.output<typeof ImportAnswer>['recorded'] = [];
  for (let from = 0; from < names.length; from += AT_A_TIME) {
    const batch = names.slice(from, from + AT_A_TIME);
    recorded.push(
      ...(await Promise.all(
        batch.map(async ({ organisationId, registeredOn: on, ...about }) => {
          const fact = { fact: 'registered', ...about, on } as const;
          const { outcome, entry } = await record({ organisationId, fact }, deps, { actor });
          return { organisationId, outcome, findings: entry.findings };
        }),
      )),
    );
  }
  return { recorded };
}

/** An officer imports what is his division's, and takes no organisation away from another one. */
async function holdToOwn(names: Names, { division: own }: Caller, { store }: Deps) {
  const known = await store.organisations(names.map(({ organisationId }) => organisationId));
  const others = new Set(
    known.flatMap((one) => (covers(own, one.names[0]!.division) ? [] : [one.organisationId])),
  );
  const errors = names.flatMap(({ division, organisationId }, index) => {
    const pointer = `#/body/names/${index}`;
    if (!covers(own, division))
      return { pointer: `${pointer}/division`, detail: `应为 ${own} 辖区内的行政区划代码` };
    if (others.has(organisationId))
      return {
        pointer: `${pointer}/organisationId`,
        detail: '这个组织已在您的辖区外登记或备案，应由当地导入',
      };
    return [];
  });
  if (errors.length > 0) throw forbidden('有组织不在您的管辖范围内，全部未导入', { errors });
}
