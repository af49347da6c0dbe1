/** What somebody is told of what concerns him. Pure. */
import { confirmerOf } from './confirmer.ts';
import type { Owner } from './listing.ts';

export interface Notice {
  id: string;
  /** ORGANISATION#<id>, DIVISION#<role>#<code> or ACCOUNT#<role>#<subject>. */
  recipient: string;
  kind:
    | 'candidates'
    | 'opportunity'
    | 'proposed'
    | 'accepted'
    | 'declined'
    | 'lapsed'
    | 'confirmed'
    | 'ended'
    | 'word';
  text: string;
  /** Path of what it is about. */
  link: string;
  /** ISO 8601 instants. */
  at: string;
  readAt?: string;
}

export const toOrganisation = (id: string) => `ORGANISATION#${id}`;

/** Whoever acts for an authority's division is told what concerns it; others what concerns their account. */
export const toOwner = ({ role, subject, division }: Owner) =>
  ['community', 'township', 'county', 'city'].includes(role)
    ? `DIVISION#${role}#${division}`
    : `ACCOUNT#${role}#${subject}`;

/** Whoever acts for the authority that confirms who serves a need. */
export function toConfirmer(need: string): string {
  const { role, division } = confirmerOf(need);
  return `DIVISION#${role}#${division}`;
}

/**
 * A notice.
 * @param key what it is told by, unique to the recipient at that instant: the same again is the same notice
 */
export function notice(
  recipient: string,
  { key, at, ...said }: Pick<Notice, 'kind' | 'text' | 'link' | 'at'> & { key: string },
): Notice {
  // Goes into paths: without colons.
  return { id: `${at.replaceAll(/[-:]/g, '')}~${key}`, recipient, ...said, at };
}
