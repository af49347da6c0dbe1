import { placeAt } from './examine.ts';
import type { Borne } from './model/history.ts';
import type { NamingPolicy } from './policy/index.ts';
import { judge } from './rules/judge.ts';
import type { TakenName } from './rules/similar/compare.ts';
import { authorityOf, identityOf, seatOf } from './rules/similar/identity.ts';
import { nameOwner, type StoredName } from './store/index.ts';

/** A name of the register, as stored and as others are compared with it. */
export interface Reviewed {
  entry: StoredName;
  taken: TakenName;
}

/** A name that an organisation bears or has borne, with what the rules of a day find in it. */
export function review(organisationId: string, borne: Borne, on: string, policy: NamingPolicy): Reviewed {
  const { name, kind, division, status, freeFrom } = borne;
  const { reading, parts, findings } = judge({ name, kind, division, on }, policy);
  const identity = identityOf(reading, division);
  const authority = authorityOf(kind, seatOf(identity, division), policy) ?? division;
  const place = placeAt(authority, identity, policy);
  const entry = { organisationId, ...borne, parts, findings, policy: policy.version, place };
  const taken = { ...identity, id: nameOwner(entry), name, status, ...(freeFrom && { freeFrom }) };
  return { entry, taken };
}
