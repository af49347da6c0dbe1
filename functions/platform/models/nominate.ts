import type { Caller } from '../../../shared/auth/caller.ts';
import { divisionByCode } from '../../../shared/divisions/index.ts';
import { type FieldError, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Once } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import type { Honour } from '../model/honour.ts';
import { placeBy, placeOf } from '../model/places.ts';
import { putHonour } from '../store/honours.ts';
import { answerOf, honourEntry } from './find.ts';
import type { Nomination } from './schema.ts';

/**
 * Nominates a town, an organisation or a person (O3); a person's name is encrypted from here on.
 * @throws Problem 422 for a division without a platform's place, a town that is none, or files that were not uploaded
 */
export async function nominate(
  { deeds, evidence, ...nominee }: Nomination,
  caller: Caller,
  deps: Deps,
  once: (answer: Answer) => { once?: Once },
): Promise<Answer> {
  const { kind, division } = nominee;
  const policy = deps.policyOn(deps.today());
  await refuseUnfit({ kind, division, evidence }, policy.data, deps);
  const id = deps.newId();
  const honour: Honour = {
    id,
    kind,
    division,
    name: await nameOf(nominee, id, deps),
    ...(nominee.kind === 'organisation' && { organisationId: nominee.organisationId }),
    consent: nominee.kind === 'person' && nominee.consent,
    deeds,
    evidence,
    state: 'nominated',
    nominator: caller.subject,
    objections: [],
    policy: policy.version,
    version: 1,
  };
  const answer = {
    ...(await answerOf(honour, caller, deps, 201)),
    headers: { location: `/v1/models/${id}` },
  };
  await deps.store.save({
    writes: [putHonour(honour)],
    audit: [{ ...honourEntry(id, 'nominated', caller, { kind, division }), first: true }],
    ...once(answer),
  });
  return answer;
}

async function nameOf(
  nominee: Omit<Nomination, 'deeds' | 'evidence'> & { name?: string },
  id: string,
  { names }: Deps,
): Promise<string> {
  if (nominee.kind === 'town') return divisionByCode(nominee.division)!.name;
  return nominee.kind === 'person' ? names.seal(nominee.name!, id) : nominee.name!;
}

async function refuseUnfit(
  { kind, division, evidence }: Pick<Nomination, 'kind' | 'division' | 'evidence'>,
  policy: Parameters<typeof placeOf>[1],
  { store }: Deps,
): Promise<void> {
  const place = placeOf(division, policy);
  const errors: FieldError[] = [];
  if (place === undefined)
    errors.push({ pointer: '#/body/division', detail: '应为乡镇（街道）或其下的行政区划代码' });
  else if (kind === 'town' && !placeBy(division, policy))
    errors.push({ pointer: '#/body/division', detail: '示范镇应为乡镇（街道）的行政区划代码' });
  const found = place === undefined ? [] : await store.evidenceBy(place, evidence);
  const kept = new Set(found.flatMap(({ id, state }) => (state === 'kept' ? [id] : [])));
  for (const [at, id] of evidence.entries())
    if (!kept.has(id))
      errors.push({
        pointer: `#/body/evidence/${at}`,
        detail: '所在平台没有上传过这个文件，或还没有确认上传',
      });
  if (errors.length > 0) throw unprocessable(`有 ${errors.length} 处不符合要求`, { errors });
}
