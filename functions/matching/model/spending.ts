/** What a match costs, against the money that it was promised, by resource (M2.3). Pure. */
import type { FieldError } from './complete.ts';
import type { Voided } from './delivery.ts';
import type { Match } from './match.ts';
import type { Source } from './terms.ts';
import { yuan } from './yuan.ts';

export interface SpendingFacts {
  /** The funds that pay. */
  resource: string;
  fen: number;
  /** YYYY-MM-DD. */
  on: string;
  what: string;
  /** Ids of files kept. */
  evidence: readonly string[];
}

export interface Spending extends SpendingFacts {
  /** From 1. */
  serial: number;
  /** ISO 8601 instant. */
  at: string;
  voided?: Voided;
}

/** What one resource pays for a match; in fen. */
export interface Budget {
  resource: string;
  provider: string;
  source: Source;
  fen: number;
  spent: number;
  left: number;
}

/** What each resource that pays for a match gives, and what of it is spent. */
export function budgetOf({ supply, providers, sources, spent }: Match): Budget[] {
  const given = new Map<string, number>();
  for (const { resource, fen } of supply.fundings) given.set(resource, (given.get(resource) ?? 0) + fen);
  return [...given].map(([resource, fen]) => ({
    resource,
    provider: providers[resource]!,
    source: sources[resource]!,
    fen,
    spent: spent[resource] ?? 0,
    left: fen - (spent[resource] ?? 0),
  }));
}

/**
 * What of a spending cannot be, each at its field: no more is spent than was promised.
 * @param today YYYY-MM-DD
 */
export function spendingFaults(
  match: Match,
  { resource, fen, on }: SpendingFacts,
  today: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const error = (field: string, detail: string) => errors.push({ pointer: `#/body/${field}`, detail });
  const budget = budgetOf(match).find((one) => one.resource === resource);
  if (!budget) error('resource', '这项资源没有为项目提供资金');
  else if (fen > budget.left)
    error(
      'fen',
      `${budget.provider}提供 ${yuan(budget.fen)}，已支出 ${yuan(budget.spent)}，只剩 ${yuan(budget.left)}`,
    );
  if (on > today) error('on', `应不晚于今天（${today}）`);
  else if (on < match.confirmedOn) error('on', `应不早于确认承接之日 ${match.confirmedOn}`);
  return errors;
}

/** The match with a spending more. */
export function withSpending(
  match: Match,
  facts: SpendingFacts,
  at: string,
): { match: Match; spending: Spending } {
  const serial = match.serials.spending + 1;
  const changed = paid(match, facts.resource, facts.fen);
  return {
    match: { ...changed, serials: { ...match.serials, spending: serial } },
    spending: { ...facts, serial, at },
  };
}

/**
 * The match without a spending that was wrong.
 * @throws Error for one that is void already
 */
export function withoutSpending(
  match: Match,
  spending: Spending,
  voided: Voided,
): { match: Match; spending: Spending } {
  if (spending.voided) throw new Error(`Spending ${spending.serial} of ${match.id} is void already`);
  return { match: paid(match, spending.resource, -spending.fen), spending: { ...spending, voided } };
}

function paid(match: Match, resource: string, fen: number): Match {
  const sum = (match.spent[resource] ?? 0) + fen;
  return { ...match, spent: { ...match.spent, [resource]: sum }, version: match.version + 1 };
}
