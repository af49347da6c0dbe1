/** Entries of an application's trail in words. */
import type { paths } from '../../api/generated/schema.d.ts';
import { texts } from '../../texts/index.ts';

export type Entry =
  paths['/v1/applications/{id}/audit']['get']['responses'][200]['content']['application/json']['items'][number];

/** What was done; an action that this page does not know keeps its code. */
export function actionOf({ action, detail }: Entry): string {
  const words: Readonly<Record<string, string>> = texts.words.applicationAction;
  const word = words[action] ?? action;
  const types: Readonly<Record<string, string>> = texts.words.attachmentType;
  const type = typeof detail.type === 'string' ? types[detail.type] : undefined;
  return type === undefined ? word : `${word}：${type}`;
}

/** Who did it: oneself, an office by its role, or the system. */
export function actorOf({ role, subject }: Entry['actor'], self: string | undefined): string {
  if (subject === self) return texts.resident.status.own;
  const roles: Readonly<Record<string, string>> = texts.words.role;
  return roles[role] ?? texts.resident.status.system;
}

export interface Line {
  /** The instant of the last of them. */
  at: string;
  action: string;
  actor: string;
  times: number;
}

/** A trail with the newest first; what one did several times over without a break is one line. */
export function linesOf(entries: readonly Entry[], self: string | undefined): Line[] {
  const lines: Line[] = [];
  for (const entry of entries) {
    const line = { at: entry.at, action: actionOf(entry), actor: actorOf(entry.actor, self), times: 1 };
    const last = lines[0];
    if (last?.action === line.action && last.actor === line.actor)
      lines[0] = { ...line, times: last.times + 1 };
    else lines.unshift(line);
  }
  return lines;
}
