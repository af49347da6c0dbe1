import type { TransactWrite } from '../../../shared/store/index.ts';
import type { Amounts, Resource } from '../model/listing.ts';
import { listingKey } from './keys.ts';

const AMOUNTS = ['fen', 'quantity', 'minutes'] as const;

/**
 * Saves what is taken of a resource, and nothing else of it. Many may take of it at the same time, none of whom has to read it
 * anew because of the others, as long as there is enough for all: only its facts and its state have to be as they were read,
 * for they say what there is and where it goes.
 * @param before as it was read
 */
export function putTaken(after: Resource, before: Resource): TransactWrite[] {
  const taken = differences(before.used, after.used);
  const promised = differences(before.promised, after.promised);
  const slots = JSON.stringify(before.used.slots) !== JSON.stringify(after.used.slots);
  if (taken.length + promised.length === 0 && !slots) return [];
  const { type, id, facts, state, used } = before;
  const values: Record<string, unknown> = { ':facts': facts, ':state': state, ':one': 1 };
  const sets = ['#version = #version + :one'];
  const conditions = ['#facts = :facts', '#state = :state'];
  for (const [name, by] of taken) {
    sets.push(`#used.#${name} = #used.#${name} + :${name}`);
    values[`:${name}`] = by;
    if (by <= 0) continue;
    conditions.push(`#used.#${name} <= :${name}Most`);
    values[`:${name}Most`] = (facts.gift as unknown as Amounts)[name] - by;
  }
  for (const [name, by] of promised) {
    sets.push(`#promised.#${name} = #promised.#${name} + :${name}Promised`);
    values[`:${name}Promised`] = by;
  }
  if (slots) {
    sets.push('#used.#slots = :slots');
    conditions.push('#used.#slots = :slotsBefore');
    values[':slots'] = after.used.slots;
    values[':slotsBefore'] = used.slots;
  }
  const names = ['version', 'facts', 'state', 'used', 'promised', 'slots', ...AMOUNTS];
  const [set, when] = [sets.join(', '), conditions.join(' AND ')];
  return [
    {
      Update: {
        Key: listingKey(type, id),
        UpdateExpression: `SET ${set}`,
        ConditionExpression: when,
        ExpressionAttributeNames: Object.fromEntries(
          names.filter((name) => `${set} ${when}`.includes(`#${name}`)).map((name) => [`#${name}`, name]),
        ),
        ExpressionAttributeValues: values,
      },
    },
  ];
}

const differences = (before: Amounts, after: Amounts) =>
  AMOUNTS.map((name) => [name, after[name] - before[name]] as const).filter(([, by]) => by !== 0);
