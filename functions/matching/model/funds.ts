/** What happens to the money and goods of a resource, and which entries of the ledger follow (M2.3). Pure. */
import type { Entry, Form } from './ledger.ts';
import { ledgerPlace } from './ledger.ts';
import type { Resource } from './listing.ts';
import type { Match } from './match.ts';
import { portions } from './supply.ts';
import type { Source } from './terms.ts';

interface Value {
  form: Form;
  source: Source;
  fen: number;
}

/** What so much of a resource is worth, in fen; undefined for venues and people, which have no value in the ledger. */
function worthOf(
  { facts: { gift } }: Resource,
  { fen, quantity }: { fen: number; quantity: number },
): Value | undefined {
  if (gift.type === 'funds') return { form: 'money', source: gift.source, fen };
  if (gift.type !== 'goods') return undefined;
  return { form: 'in-kind', source: gift.source, fen: quantity * gift.unitFen };
}

/** What of a resource waits to be committed, promised or not: what matches do not have while it is open, then nothing. */
function available(resource: Resource): Value | undefined {
  const { state, used, promised } = resource;
  const { gift } = resource.facts;
  const left = {
    fen: gift.type === 'funds' ? gift.fen - used.fen + promised.fen : 0,
    quantity: gift.type === 'goods' ? gift.quantity - used.quantity + promised.quantity : 0,
  };
  const value = worthOf(resource, left);
  return value && { ...value, fen: state === 'open' ? value.fen : 0 };
}

/**
 * What follows of a resource that is published, changed, or taken back. What changes its source or its place is taken back
 * there and given anew here.
 * @param before as it was, where it was published already
 * @param on YYYY-MM-DD
 */
export function pledged(resource: Resource, before: Resource | undefined, on: string): Entry[] {
  const is = available(resource);
  const was = before && available(before);
  const entry = (kind: 'pledge' | 'unpledge', { division }: Resource, value: Value | undefined): Entry[] =>
    value === undefined || value.fen === 0
      ? []
      : [
          {
            ...value,
            id: `${kind}.${resource.id}.${resource.version}`,
            kind,
            account: resource.id,
            on,
            year: on.slice(0, 4),
            givenIn: division,
            division,
          },
        ];
  const same =
    is &&
    was &&
    is.source === was.source &&
    is.form === was.form &&
    ledgerPlace(resource.division) === ledgerPlace(before.division);
  if (!same) return [...(was ? entry('unpledge', before!, was) : []), ...entry('pledge', resource, is)];
  const more = is.fen - was.fen;
  return entry(more > 0 ? 'pledge' : 'unpledge', resource, { ...is, fen: Math.abs(more) });
}

/** What a match is promised: money by resource, goods at their value. */
export function committed(match: Match, resources: readonly Resource[], on: string): Entry[] {
  return parts(match, resources).map(({ resource: _, ...part }) => ({
    ...part,
    id: `commit.${match.id}.${part.account}`,
    kind: 'commit',
    on,
  }));
}

/**
 * What a match gives back when it ends: what was not spent; goods only when it is broken off, for otherwise they were used.
 * What is no longer offered goes back to who gave it.
 * @param how it ends
 */
export function settled(
  match: Match,
  resources: readonly Resource[],
  how: 'completed' | 'cancelled',
  on: string,
): Entry[] {
  return parts(match, resources).flatMap(({ resource, ...part }): Entry[] => {
    const fen = part.fen - (match.spent[part.account] ?? 0);
    if (fen === 0) return [];
    const used = part.form === 'in-kind' && how === 'completed';
    const kind = used ? 'spend' : resource.state === 'open' ? 'release' : 'return';
    return [{ ...part, id: `${kind}.${match.id}.${part.account}.end`, kind, fen, on }];
  });
}

/**
 * Money spent on a match, or a mistake reversed: then it is negative.
 * @param number of the spending, unique in the match
 */
export function spent(
  match: Match,
  resource: Resource,
  { number, fen }: { number: number; fen: number },
  on: string,
): Entry[] {
  return parts(match, [resource]).map(({ resource: _, ...part }) => {
    const kind = fen > 0 ? 'spend' : 'correct';
    return {
      ...part,
      id: `${kind}.${match.id}.${part.account}.${number}`,
      kind,
      fen: Math.abs(fen),
      on,
    };
  });
}

/** What of each resource was promised to a match. */
function parts(match: Match, resources: readonly Resource[]) {
  const asked = portions(match.supply);
  const { id, organisation, division, confirmedOn } = match;
  return resources.flatMap((resource) => {
    const value = worthOf(resource, asked.get(resource.id) ?? { fen: 0, quantity: 0 });
    if (!value || value.fen === 0) return [];
    return [
      {
        ...value,
        resource,
        account: resource.id,
        match: id,
        organisation,
        division,
        givenIn: resource.division,
        year: confirmedOn.slice(0, 4),
      },
    ];
  });
}
