/** How something stood from which day on, by news of it in any order. Pure. */
import type { Counted, Spell } from './fact.ts';

/** How it stands from a day on; the highest version is the latest, whatever day it is from. */
export interface News extends Spell {
  version: number;
}

/** All that was told of it, the new in its place; undefined when it was told before. */
export function told(known: readonly News[], news: News): News[] | undefined {
  if (known.some(({ version }) => version === news.version)) return undefined;
  return [...known, news].sort((a, b) => a.version - b.version);
}

/** The spells that news come to: each lasts until the next, and what a later version says of a day replaces what was said. */
export function spellsOf(news: readonly News[]): Spell[] {
  const spells: Spell[] = [];
  for (const { version: _, ...spell } of news) {
    while (spells.length > 0 && spells.at(-1)!.from >= spell.from) spells.pop();
    const last = spells.at(-1);
    if (!last || !isSame(last, spell)) spells.push(spell);
  }
  return spells;
}

const isSame = ({ from: _, ...a }: Spell, { from: __, ...b }: Spell) =>
  JSON.stringify(a) === JSON.stringify(b);

/** The divisions that it ever stood in. */
export const homesOf = (spells: readonly Spell[]): string[] => [
  ...new Set(spells.map(({ division }) => division)),
];

/** What counts of it in a division on a day; undefined where it was not there, or was over. */
export function countedOn(spells: readonly Spell[], division: string, day: string): Counted | undefined {
  const spell = spells.findLast(({ from }) => from <= day);
  return spell && !spell.over && spell.division === division ? spell : undefined;
}
