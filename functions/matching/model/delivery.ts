/** What an organisation does for a need that it serves: reports, phases, completion. Pure. */
import type { FieldError } from './complete.ts';
import type { Period } from './listing.ts';
import type { Match, Phase, Served } from './match.ts';

/** What somebody says was done on a day. */
export interface ReportFacts {
  /** Number of the phase, from 0. */
  phase: number;
  /** YYYY-MM-DD. */
  on: string;
  note: string;
  /** Of all who worked together. */
  minutes: number;
  /** How many worked. */
  participants: number;
  /** People served on that day, by group: who comes again counts again. */
  served: Served;
  /** Ids of files kept. */
  evidence: readonly string[];
}

/** Why something no longer counts. */
export interface Voided {
  reason: string;
  /** YYYY-MM-DD. */
  on: string;
}

export interface Report extends ReportFacts {
  /** From 1. */
  serial: number;
  /** ISO 8601 instant. */
  at: string;
  voided?: Voided;
}

const DAY_MINUTES = 1440;

/** The days within which work on a match can lie: the need's period, and that of the project's phases. */
export function windowOf({ period, phases }: Match): Period {
  const all = [period, ...phases];
  const from = all.map((one) => one.from).toSorted()[0]!;
  const to = all
    .map((one) => one.to)
    .toSorted()
    .at(-1)!;
  return { from, to };
}

/**
 * What of a report cannot be, each at its field.
 * @param today YYYY-MM-DD
 */
export function reportFaults(
  match: Match,
  { phase, on, minutes, participants }: ReportFacts,
  today: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const error = (field: string, detail: string) => errors.push({ pointer: `#/body/${field}`, detail });
  if (!match.phases[phase]) error('phase', `项目只有 ${match.phases.length} 个阶段，序号从 0 开始`);
  const { from, to } = windowOf(match);
  if (on > today) error('on', `应不晚于今天（${today}）`);
  else if (on < from || on > to) error('on', `应在实施期限之内：${from} 至 ${to}`);
  else if (on < match.confirmedOn) error('on', `应不早于确认承接之日 ${match.confirmedOn}`);
  const most = DAY_MINUTES * participants;
  if (minutes > most) error('minutes', `${participants} 人一天合计不超过 ${most} 分钟`);
  return errors;
}

/** The match with a report more: its sums follow. */
export function withReport(match: Match, facts: ReportFacts, at: string): { match: Match; report: Report } {
  const serial = match.serials.report + 1;
  const report = { ...facts, serial, at };
  const changed = counted(match, report, 1);
  return { match: { ...changed, serials: { ...match.serials, report: serial } }, report };
}

/**
 * The match without a report that was wrong: its sums follow, and a phase of which no report is left is not done after all.
 * @throws Error for one that is void already
 */
export function withoutReport(
  match: Match,
  report: Report,
  voided: Voided,
): { match: Match; report: Report } {
  if (report.voided) throw new Error(`Report ${report.serial} of ${match.id} is void already`);
  const changed = counted(match, report, -1);
  const phases = changed.phases.map((phase) => (phase.reports === 0 ? undone(phase) : phase));
  const again = match.state === 'delivered' && phases.some(({ doneOn }) => doneOn === undefined);
  return { match: { ...(again ? resumed(changed) : changed), phases }, report: { ...report, voided } };
}

function counted(match: Match, { phase, minutes, participants, served }: Report, by: 1 | -1): Match {
  const { done } = match;
  return {
    ...match,
    done: {
      reports: done.reports + by,
      minutes: done.minutes + by * minutes,
      participants: done.participants + by * participants,
      served: added(done.served, served, by),
    },
    phases: match.phases.map((one) => (one.number === phase ? { ...one, reports: one.reports + by } : one)),
    version: match.version + 1,
  };
}

/** Sums by group; groups of which nobody is left are left out. */
function added(sums: Served, more: Served, by: 1 | -1): Served {
  const all = { ...sums };
  for (const [group, people] of Object.entries(more) as [keyof Served, number][])
    all[group] = (all[group] ?? 0) + by * people;
  return Object.fromEntries(Object.entries(all).filter(([, people]) => people !== 0));
}

function undone({ doneOn: _, ...phase }: Phase): Phase {
  return phase;
}

/**
 * Work begins.
 * @param day YYYY-MM-DD
 */
export const started = (match: Match, day: string): Match => ({
  ...match,
  state: 'running',
  startedOn: day,
  version: match.version + 1,
});

/** A phase is done. */
export const phaseDone = (match: Match, number: number, day: string): Match => ({
  ...match,
  phases: match.phases.map((phase) => (phase.number === number ? { ...phase, doneOn: day } : phase)),
  version: match.version + 1,
});

/** What is still to be done before a match is complete; empty when nothing is. */
export function unfinished({ phases, action, done, disputes }: Match): string[] {
  const open = phases.filter(({ doneOn }) => doneOn === undefined).map(({ title }) => `“${title}”`);
  return [
    ...(open.length > 0 ? [`阶段${open.join('、')}尚未完成`] : []),
    ...(action === 'relief' && Object.keys(done.served).length === 0
      ? ['救助类项目须在进展中报告服务对象的类别和人次（A1）']
      : []),
    ...(disputes > 0 ? [`有 ${disputes} 个争议尚未解决`] : []),
  ];
}

/**
 * The organisation says that all is done; the need's owner is to say whether it is.
 * @param acceptBy last day on which he is heard, YYYY-MM-DD
 */
export const delivered = (match: Match, day: string, acceptBy: string): Match => ({
  ...match,
  state: 'delivered',
  deliveredOn: day,
  acceptBy,
  version: match.version + 1,
});

/** There is more to be done after all. */
export function resumed({ deliveredOn: _, acceptBy: __, ...match }: Match): Match {
  return { ...match, state: 'running' };
}

/** All was done, as the need's owner agrees. */
export function accepted({ acceptBy: _, ...match }: Match, day: string): Match {
  return { ...match, state: 'completed', completedOn: day, version: match.version + 1 };
}
