/** What a platform has to meet to operate (T1), one by one: what is the case, and what would meet it. Pure. */
import type { Criterion } from '../policy/schema.ts';
import { type Figures, figuresOf, servicesIn } from './figures.ts';
import { dueMonths, wholeMonthsBefore } from './month.ts';
import type { Facts, Operator } from './platform.ts';
import { isInTime, type Report } from './report.ts';
import { BASE_NAMES, RATINGS } from './terms.ts';

/** What is known of a platform on the day on which it is judged. */
export interface Known {
  facts: Facts;
  /** By month. */
  reports: ReadonlyMap<string, Pick<Report, 'submittedOn' | 'dueOn'>>;
  figures: ReadonlyMap<string, Figures>;
  /** YYYY-MM-DD */
  on: string;
  dueDays: number;
}

/** One criterion as it was judged. */
export interface Verdict {
  id: string;
  met: boolean;
  sentence: string;
  clause: string;
  /** What is the case. */
  found: string;
  /** What would meet it, where it is not met. */
  remedy?: string;
  /** Hashes of the files that show it. */
  evidence: readonly string[];
}

type Finding = Pick<Verdict, 'met' | 'found'> & { remedy: string; evidence?: readonly string[] };

export function judged(criterion: Criterion, known: Known): Verdict {
  const { id, sentence, clause } = criterion;
  const { met, found, remedy, evidence = [] } = finding(criterion, known);
  return { id, met, sentence, clause, found, ...(!met && { remedy }), evidence };
}

/** The months that a criterion looks at: those of reports, and those of services. */
export function monthsLookedAt(criteria: readonly Criterion[], on: string, dueDays: number) {
  const most = (by: 'reports' | 'services') =>
    Math.max(0, ...criteria.map((one) => (one.on && one.by === by ? one.months : 0)));
  return {
    reports: dueMonths(on, most('reports'), dueDays),
    figures: wholeMonthsBefore(on, most('services')),
  };
}

function finding(criterion: Criterion, known: Known): Finding {
  const { facts, on } = known;
  switch (criterion.by) {
    case 'place': {
      const { kind, name, areaM2, evidence = [] } = facts.base;
      return {
        met: areaM2 >= criterion.minAreaM2,
        found: `依托${BASE_NAMES[kind]}“${name}”，面积 ${areaM2} 平方米`,
        remedy: `面积应不少于 ${criterion.minAreaM2} 平方米`,
        evidence,
      };
    }
    case 'operator':
      return operating(facts, on);
    case 'staff': {
      const { total = 0, socialWorkers = 0 } = facts.staff ?? {};
      const { minStaff, minSocialWorkers } = criterion;
      return {
        met: total >= minStaff && socialWorkers >= minSocialWorkers,
        found: `工作人员 ${total} 人，其中社会工作者 ${socialWorkers} 人`,
        remedy: `工作人员应不少于 ${minStaff} 人，其中社会工作者不少于 ${minSocialWorkers} 人`,
      };
    }
    case 'rules': {
      const published = (facts.rules ?? []).filter(({ publishedOn }) => publishedOn <= on);
      return {
        met: published.length >= criterion.minRules,
        found: `已公布规章制度 ${published.length} 件`,
        remedy: `应公布规章制度不少于 ${criterion.minRules} 件，并填报公布日期`,
        evidence: published.flatMap(({ document }) => document ?? []),
      };
    }
    case 'funds': {
      const year = on.slice(0, 4);
      const ofYear = (facts.funds ?? []).filter((one) => one.year === year);
      const fen = ofYear.reduce((sum, one) => sum + one.fen, 0);
      return {
        met: fen >= criterion.minFen,
        found: `${year} 年运作经费 ${yuan(fen)} 元`,
        remedy: `${year} 年运作经费应不少于 ${yuan(criterion.minFen)} 元`,
        evidence: ofYear.flatMap(({ document }) => document ?? []),
      };
    }
    case 'open': {
      const { daysAWeek = 0 } = facts.opening ?? {};
      return {
        met: daysAWeek >= criterion.minDaysAWeek,
        found: `每周开放 ${daysAWeek} 天`,
        remedy: `每周应开放不少于 ${criterion.minDaysAWeek} 天`,
      };
    }
    case 'reports':
      return reported(criterion.months, known);
    case 'services':
      return served(criterion, known);
    case 'unit':
      return {
        met: facts.unit !== undefined && facts.unit.registeredOn <= on,
        found: facts.unit ? `已登记，${facts.unit.creditCode}` : '尚未登记为民办非企业单位',
        remedy: '应登记为民办非企业单位，并填报统一社会信用代码',
      };
    case 'independent':
      return independent(criterion, facts.operator);
  }
}

function operating({ operator, staff }: Facts, on: string): Finding {
  const remedy = '应由第三方运营且合同在有效期内，或明确乡镇（街道）专人运营并填报其姓名';
  if (!operator) return { met: false, found: '尚未填报运营方', remedy };
  if (operator.kind === 'own-staff') {
    const named = staff?.people?.length ?? 0;
    return { met: named > 0, found: `由${operator.role}运营，已明确 ${named} 人`, remedy };
  }
  const { name, contract } = operator;
  return {
    met: contract.from <= on && on <= contract.to,
    found: `由${name}运营，合同自 ${contract.from} 至 ${contract.to}`,
    remedy,
    evidence: contract.document === undefined ? [] : [contract.document],
  };
}

function reported(count: number, { reports, on, dueDays }: Known): Finding {
  const months = dueMonths(on, count, dueDays);
  const inTime = months.filter((month) => {
    const report = reports.get(month);
    return report !== undefined && isInTime(report);
  });
  const lacking = months.filter((month) => !inTime.includes(month));
  return {
    met: lacking.length === 0,
    found:
      lacking.length === 0
        ? `${months.join('、')} 的月报均按时报送`
        : `${lacking.join('、')} 的月报未报送或逾期`,
    remedy: `最近 ${count} 个到期月份的月报应在月后 ${dueDays} 天内报送`,
  };
}

function served({ months: count, min }: { months: number; min: number }, { figures, on }: Known): Finding {
  const months = wholeMonthsBefore(on, count);
  const services = months.reduce((sum, month) => sum + servicesIn(figures.get(month) ?? figuresOf()), 0);
  return {
    met: services >= min,
    found: `${months[0]} 至 ${months.at(-1)} 服务和活动 ${services} 次`,
    remedy: `最近 ${count} 个整月应不少于 ${min} 次`,
  };
}

function independent(
  { minSocialWorkers, outsideRating }: { minSocialWorkers: number; outsideRating: (typeof RATINGS)[number] },
  operator: Operator | undefined,
): Finding {
  const remedy = `第三方应为独立法人，社会工作者不少于 ${minSocialWorkers} 人；外来的应达到 ${outsideRating} 级`;
  if (operator?.kind !== 'third-party') return { met: false, found: '没有由第三方运营', remedy };
  const { name, outside, rating, socialWorkers } = operator;
  const rated = rating !== undefined && RATINGS.indexOf(rating) >= RATINGS.indexOf(outsideRating);
  return {
    met: operator.independent && socialWorkers >= minSocialWorkers && (!outside || rated),
    found: `${name}${operator.independent ? '为' : '不是'}独立法人，社会工作者 ${socialWorkers} 人，${
      outside ? '外来' : '本地'
    }，评估等级${rating ?? '无'}`,
    remedy,
  };
}

const yuan = (fen: number) =>
  `${Math.floor(fen / 100)}${fen % 100 ? `.${String(fen % 100).padStart(2, '0')}` : ''}`;
