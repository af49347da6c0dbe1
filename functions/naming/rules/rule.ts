import type { NamingPolicy } from '../policy/index.ts';
import type { Finding, Kind } from '../schema.ts';
import { asWritten, type Reading } from './reading/read.ts';
import type { Stretch } from './reading/tail.ts';

/** A text that a rule comes from, and the days and kinds for which it holds. */
export interface Source {
  /** C2 = the plan's clause; M7 = article 7 of order 69, M = that order, article unknown; B4 = article 4 of 民发〔1999〕129号. */
  clause: string;
  from: string;
  /** The first day on which it no longer holds. */
  until?: string;
  kinds: readonly Kind[];
}

/** What a rule may look at. */
export interface Case {
  reading: Reading;
  policy: NamingPolicy;
  /** Code of the division where the organisation has its seat. */
  seat?: string;
  /** Its purpose and scope in its own words. */
  scope?: string;
}

/** What a rule found, where in the name as written. */
export type Fault = Omit<Finding, 'rule' | 'clause'>;

/** One naming rule: pure, with the texts that it comes from. */
export interface Rule {
  id: string;
  title: string;
  sources: readonly Source[];
  find(judged: Case): Fault[];
}

const REGISTERED: readonly Kind[] = ['association', 'private-non-enterprise', 'foundation'];
const ALL: readonly Kind[] = [...REGISTERED, 'team'];

/** 温州市社区社会组织培优专项行动方案 二(一)2, issued 2021-09-29. */
export function plan(kinds: readonly Kind[] = ALL): Source {
  return { clause: 'C2', from: '2021-09-29', kinds };
}

/** 《社会组织名称管理办法》, in force 2024-05-01, registered bodies only (art. 2); articles only where they were read. */
export function order69(article?: number, kinds: readonly Kind[] = REGISTERED): Source {
  return { clause: article === undefined ? 'M' : `M${article}`, from: '2024-05-01', kinds };
}

/** 《民办非企业单位名称管理暂行规定》 民发〔1999〕129号, repealed by order 69. */
export function notice129(article: number): Source {
  return {
    clause: `B${article}`,
    from: '1999-12-28',
    until: '2024-05-01',
    kinds: ['private-non-enterprise'],
  };
}

/** A default of this system for teams, which no law covers; to be set by the bureau. */
export const TEAM_DEFAULT: Source = { clause: '默认', from: '2021-09-29', kinds: ['team'] };

/** A fault at a stretch of the folded text. */
export function faultAt(
  { folded }: Reading,
  stretch: Stretch,
  severity: Finding['severity'],
  message: string,
  suggestion?: string,
): Fault {
  return {
    severity,
    message,
    ...asWritten(folded, stretch),
    ...(suggestion !== undefined && { suggestion }),
  };
}

/** A fault of the name as a whole. */
export function faultOfAll({ folded }: Reading, severity: Finding['severity'], message: string): Fault {
  return { severity, message, start: 0, end: folded.name.length };
}
