import type { Caller } from '../../../shared/auth/caller.ts';
import type { CloudEvent } from '../../../shared/events/index.ts';
import { forbidden, unprocessable } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import type { Organisation } from '../model/organisation.ts';
import { next } from '../model/outcome.ts';
import { type Acting, decidesOn, isContact, refuseOther, refuseOver, saved, visible } from './find.ts';
import type { OrganisationPatch } from './schema.ts';
import { differences } from './told.ts';

type Field = keyof OrganisationPatch;

/** What the organisation says of itself. */
const ITS_OWN: readonly Field[] = ['actions', 'members', 'staff', 'public'];
/** What township and bureaus know of it: hubs and their social workers (M3.2), stations (M3.3). */
const OF_PLATFORMS: readonly Field[] = ['hub', 'socialWorkers', 'station'];
/** What its own authority records, that which registered, filed or manages it. */
const OF_ITS_AUTHORITY: readonly Field[] = [...OF_PLATFORMS, 'actions', 'members', 'staff', 'contact'];

/**
 * Changes at once what needs no review; null takes a field away (RFC 7396). Name, leaders and charter change by
 * application. Who speaks for it may have it changed and ended: its own authority says who that is, and no other. Only the
 * organisation agrees to be public; where nobody speaks for it, its authority records that it did.
 * @throws Problem 404 for whom it does not concern, 403 for fields that are not the caller's to set, 412 for another
 * version, 409 when it has come to its end, 422 for social workers of an organisation that is no hub
 */
export async function changeOrganisation(
  id: string,
  patch: OrganisationPatch,
  acting: Acting,
  deps: Deps,
): Promise<Answer> {
  const before = await visible(id, acting.caller, deps);
  refuseForeign(before, Object.keys(patch) as Field[], acting);
  refuseOther(before, acting.ifMatch);
  refuseOver(before);
  const merged = { ...before, ...patch } as Record<string, unknown>;
  const after = next(
    Object.fromEntries(
      Object.entries(merged).filter(([, value]) => value !== null),
    ) as unknown as Organisation,
    {},
  );
  if (after.socialWorkers && !after.hub) {
    const detail = '只有枢纽型组织登记社会工作者（M3.2），请同时标为枢纽型，或去掉社会工作者';
    throw unprocessable(detail, { errors: [{ pointer: '#/body/socialWorkers', detail }] });
  }
  const events: CloudEvent[] = differences(before, after, acting, deps);
  return saved(
    { before, after, action: 'changed', detail: { fields: Object.keys(patch) }, events },
    acting,
    deps,
  );
}

function refuseForeign(organisation: Organisation, fields: readonly Field[], { caller }: Acting): void {
  const open = openTo(caller, organisation);
  const foreign = fields.filter((field) => !open.includes(field));
  if (foreign.length === 0) return;
  const errors = foreign.map((field) => ({ pointer: `#/body/${field}`, detail: '这一项不由您填写' }));
  throw forbidden(`有 ${foreign.length} 项不由您填写`, { errors });
}

function openTo(caller: Caller, organisation: Organisation): readonly Field[] {
  if (isContact(organisation, caller)) return ITS_OWN;
  if (!decidesOn(organisation, caller)) return caller.role === 'community' ? [] : OF_PLATFORMS;
  return organisation.contact ? OF_ITS_AUTHORITY : [...OF_ITS_AUTHORITY, 'public'];
}
