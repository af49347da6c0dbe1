/** Whether the balances of the ledger are what its entries come to: for operators, who read the whole table. */
import { type Entry, HEADING_IDS, type Sums } from '../model/ledger.ts';
import { changesOf, isBalance, isEntry, joined } from './money.ts';

/** A balance that is not what the entries come to. */
export interface Fault {
  /** Key of the item. */
  item: string;
  heading: string;
  /** What the item says, and what the entries come to; in fen. */
  says: number;
  comesTo: number;
}

type Item = Record<string, unknown> & { PK: string; SK: string };

/**
 * Adds up all entries, and holds every balance against them.
 * @param items all items of the table
 */
export async function verifyLedger(items: AsyncIterable<Item>) {
  const entries: Entry[] = [];
  const kept = new Map<string, Sums>();
  for await (const item of items) {
    if (isEntry(item)) entries.push(item as unknown as Entry);
    else if (isBalance(item)) kept.set(`${item.PK} ${item.SK}`, item as Sums);
  }
  const due = joined(entries.flatMap(changesOf));
  const faults: Fault[] = [];
  for (const item of new Set([...kept.keys(), ...due.keys()])) {
    for (const heading of HEADING_IDS) {
      const says = kept.get(item)?.[heading] ?? 0;
      const comesTo = due.get(item)?.more[heading] ?? 0;
      if (says !== comesTo) faults.push({ item, heading, says, comesTo });
    }
  }
  return { entries: entries.length, balances: kept.size, faults };
}
