/** What the service knows of an organisation: how it stood from which day on, as registration told it. Pure. */
import type { Kind, Standing } from '../../../shared/events/shapes.ts';
import type { Spell } from './existence.ts';

export interface Organisation {
  id: string;
  name: string;
  kind: Kind;
  /** Its home by the latest news. */
  division: string;
  /** By the latest news. */
  standing: Standing;
  /** All news, by version. */
  spells: readonly Spell[];
  version: number;
}

/** News of an organisation, and the day from which it holds. */
export interface News {
  id: string;
  name: string;
  kind: Kind;
  division: string;
  standing: Standing;
  /** YYYY-MM-DD */
  on: string;
}

/**
 * An organisation after news of it; the same in whatever order they come.
 * @returns undefined when the news is known
 */
export function told(known: Organisation | undefined, { on, ...news }: News): Organisation | undefined {
  const { version, status, class: grade } = news.standing;
  if (known?.spells.some((spell) => spell.version === version)) return undefined;
  const spell: Spell = { version, on, status, division: news.division, class: grade };
  const spells = [...(known?.spells ?? []), spell].toSorted((a, b) => a.version - b.version);
  const latest = known && known.standing.version > version ? known : news;
  const { id, name, kind, division, standing } = latest;
  return { id, name, kind, division, standing, spells, version: (known?.version ?? 0) + 1 };
}

/** The divisions in which an organisation ever was. */
export const homesOf = ({ spells }: Pick<Organisation, 'spells'>): string[] => [
  ...new Set(spells.map(({ division }) => division)),
];
