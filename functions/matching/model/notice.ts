/** What somebody is told of what concerns him. Pure. */
import { confirmerOf } from './confirmer.ts';
import type { Owner } from './listing.ts';

export interface Notice {
  /** In the order in which they are told. */
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
    | 'delivery'
    | 'dispute'
    | 'guidance'
    | 'evaluation'
    | 'channel'
    | 'word';
  text: string;
  /** Path of what it is about. */
  link: string;
  /** ISO 8601 instants. */
  at: string;
  readAt?: string;
}

const ORGANISATION = 'ORGANISATION#';
export const toOrganisation = (id: string) => ORGANISATION + id;
/** The organisation that is told; undefined for a division or an account. */
export const organisationTold = (recipient: string) =>
  recipient.startsWith(ORGANISATION) ? recipient.slice(ORGANISATION.length) : undefined;

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
  const organisation = organisationTold(recipient);
  // Goes into paths: without colons and slashes. An account that speaks for several organisations is told for each.
  const whose = organisation === undefined ? '' : `~${organisation.replaceAll('/', '!')}`;
  const id = `${at.replaceAll(/[-:]/g, '')}~${key}${whose}`;
  return { id, recipient, ...said, at };
}
