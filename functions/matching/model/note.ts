/** What the platform tells those who serve a need: guidance (M1.4). Pure. */
import type { Match } from './match.ts';

export interface Note {
  /** From 1. */
  serial: number;
  text: string;
  /** ISO 8601 instant. */
  at: string;
}

/** A match with a note more. */
export function withNote(match: Match, text: string, at: string): { match: Match; note: Note } {
  const serial = match.serials.note + 1;
  const serials = { ...match.serials, note: serial };
  return { match: { ...match, serials, version: match.version + 1 }, note: { serial, text, at } };
}
