import type { Place } from './model/reservation.ts';
import type { NamingPolicy } from './policy/index.ts';
import { clauseOn, isAcceptable, type Judgement, judge, type Proposal } from './rules/judge.ts';
import { asWritten } from './rules/reading/read.ts';
import { order69, TEAM_DEFAULT } from './rules/rule.ts';
import { findingsOf, type Neighbour, neighboursOf, type TakenName } from './rules/similar/compare.ts';
import { authorityOf, type Identity, identityOf, seatOf } from './rules/similar/identity.ts';
import { lookupsOf, signaturesOf, wholeOf } from './rules/similar/signatures.ts';
import type { Finding } from './schema.ts';
import { suggest } from './suggest.ts';

/** Reads the names found under keys of an authority's index, in one go. */
export type Lookup = (authority: string, signatures: readonly string[]) => Promise<readonly TakenName[]>;

/** Everything there is to say of a name: what the check shows, what decides a hold, what the examiner sees. */
export interface Examination extends Judgement {
  identity: Identity;
  /** Code of the division where the organisation sits, as closely as name and request say; empty when neither does. */
  seat: string;
  /** The division whose authority registers or files the name; undefined when name and seat do not tell. */
  authority: string | undefined;
  neighbours: readonly Neighbour[];
  findings: Finding[];
  ok: boolean;
}

const SIMILAR_SOURCES = [order69(16), TEAM_DEFAULT];

/**
 * Judges a name by the rules and compares it with those taken at its registering authority. Check, hold and examiner
 * all go through here, so that nobody is refused over a conflict that the check did not show.
 * @param now instant (ISO 8601) at which taken names must still be taken
 * @param own owners whose names are no conflict: the application's own earlier hold
 */
export async function examine(
  proposal: Proposal,
  policy: NamingPolicy,
  lookup: Lookup,
  now: string,
  own: readonly string[] = [],
): Promise<Examination> {
  const judgement = judge(proposal, policy);
  const subject = subjectOf(judgement, proposal, policy);
  const taken = subject.authority ? await lookup(subject.authority, lookupsOf(subject.identity, policy)) : [];
  return compare(judgement, subject, taken, proposal, policy, now, own);
}

/**
 * Names near to a refused one that pass the whole examination, compared with the names taken in one more lookup.
 */
export async function suggestionsFor(
  proposal: Proposal,
  examination: Examination,
  policy: NamingPolicy,
  lookup: Lookup,
  now: string,
): Promise<string[]> {
  const { most } = policy.data.suggestions;
  const candidates = suggest(proposal, examination, policy, 2 * most).map(({ name, judgement }) => ({
    name,
    judgement,
    subject: subjectOf(judgement, proposal, policy),
  }));
  const authority = candidates.find(({ subject }) => subject.authority)?.subject.authority;
  if (!authority) return [];
  const signatures = new Set(candidates.flatMap(({ subject }) => lookupsOf(subject.identity, policy)));
  const taken = await lookup(authority, [...signatures]);
  return candidates
    .filter(({ subject }) => subject.authority === authority)
    .filter(({ judgement, subject }) => compare(judgement, subject, taken, proposal, policy, now).ok)
    .map(({ name }) => name)
    .slice(0, most);
}

/** Where an examined name stands among the taken ones; undefined when no authority can be told. */
export function placeOf({ authority, identity }: Examination, policy: NamingPolicy) {
  return authority === undefined ? undefined : placeAt(authority, identity, policy);
}

/** Where a name of this identity stands in an authority's index. */
export function placeAt(authority: string, identity: Identity, policy: NamingPolicy): Place {
  return { authority, signatures: signaturesOf(identity, policy), whole: wholeOf(identity) };
}

interface Subject {
  identity: Identity;
  seat: string;
  authority: string | undefined;
}

function subjectOf({ reading }: Judgement, { kind, division }: Proposal, policy: NamingPolicy): Subject {
  const identity = identityOf(reading, division);
  const seat = seatOf(identity, division);
  return { identity, seat, authority: authorityOf(kind, seat, policy) };
}

function compare(
  judgement: Judgement,
  { identity, seat, authority }: Subject,
  taken: readonly TakenName[],
  { kind, on }: Proposal,
  policy: NamingPolicy,
  now: string,
  own: readonly string[] = [],
): Examination {
  const others = taken.filter(({ id }) => !own.includes(id));
  const neighbours = neighboursOf(identity, others, now, policy).slice(0, policy.data.near.most);
  const { folded, tradeName, field, form } = judgement.reading;
  const stretch = asWritten(folded, tradeName ?? field ?? form ?? { start: 0, end: folded.text.length });
  const clause = clauseOn(SIMILAR_SOURCES, kind, on);
  const compared =
    authority === undefined ? [notCompared(stretch, clause)] : findingsOf(neighbours, stretch, clause);
  const findings = [...judgement.findings, ...compared];
  return { ...judgement, identity, seat, authority, neighbours, findings, ok: isAcceptable(findings) };
}

function notCompared(stretch: { start: number; end: number }, clause = '默认'): Finding {
  const message = '看不出由哪个机关登记或备案，没有与已有名称比较；请填写所在地';
  return { rule: 'N30', severity: 'info', message, clause, ...stretch };
}
