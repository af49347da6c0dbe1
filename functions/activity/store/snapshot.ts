import type { TransactWrite } from '../../../shared/store/index.ts';
import type { Numbers, Snapshot, WrongCounts } from '../model/snapshot.ts';
import { monthKey } from './keys.ts';

type Item = Record<string, unknown> & { PK: string; SK: string };

/** Puts an item of the table, keys and all, into a snapshot where it is of any use to it. */
export function take(into: Snapshot, { PK, SK, ...item }: Item): void {
  if (SK === 'ACTIVITY') into.addActivity(item as never);
  else if (PK.startsWith('ORGANISATION#') && SK === 'ORGANISATION')
    into.addOrganisation(item.id as string, item.spells as never);
  else if (PK.startsWith('ORGANISATION#') && SK.startsWith('MONTH#')) {
    const { organisation, month, ...says } = item as Item & { organisation: string; month: string };
    into.addCounts(organisation, month, numbersOf(says));
  } else if (PK.startsWith('RATE#') && SK.startsWith('LATEST#')) into.addFigure(item as never);
}

/** Puts counts right, as long as nobody moved them since they were read. */
export function correctCounts({ organisation, month, says, comesTo }: WrongCounts): TransactWrite {
  const known = Object.entries(says ?? {});
  const missing = Object.keys(comesTo).filter((name) => says?.[name] === undefined);
  const names = [...known.map(([name]) => name), ...missing];
  return {
    Put: {
      Item: { ...monthKey(organisation, month), organisation, month, ...comesTo },
      ConditionExpression: names
        .map((_, at) => (at < known.length ? `#n${at} = :n${at}` : `attribute_not_exists(#n${at})`))
        .join(' AND '),
      ExpressionAttributeNames: Object.fromEntries(names.map((name, at) => [`#n${at}`, name])),
      ...(known.length > 0 && {
        ExpressionAttributeValues: Object.fromEntries(known.map(([, value], at) => [`:n${at}`, value])),
      }),
    },
  };
}

const numbersOf = (item: Record<string, unknown>): Numbers =>
  Object.fromEntries(
    Object.entries(item).filter((pair): pair is [string, number] => typeof pair[1] === 'number'),
  );
