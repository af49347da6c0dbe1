/**
 * The reporting service's table. `county` is the code of a county, or the city's for what is its own. Items by access pattern:
 *
 * | pattern                                      | PK                        | SK                                  | read        |
 * | facts of a county of a month, quarter, year  | FACTS#<county>#<period>   | <kind>#<division>#<subject>#<revision> | Query    |
 * | facts of spans of a county                   | FACTS#<county>#SPANS      | <kind>#<division>#<subject>#<revision> | Query    |
 * | what is known of a subject, and where        | SUBJECT#<kind>#<subject>  | SUBJECT                             | Get, strong |
 * | periods of a county to be computed           | DIRTY#<county>            | <from>#<until>#<shard>              | Query       |
 * | figures of a division, of many               | FIGURES#<division>        | <period>                            | Get, BatchGet |
 * | figures of the villages of a township        | FIGURES#<township or county> | <period>#VILLAGES                | Get         |
 * | one version of a report                      | REPORT#<division>/<period> | VERSION#<number>                   | Get, Query, strong |
 * | its latest version, its latest signed one    | REPORT#<division>/<period> | LATEST, SIGNED                     | BatchGet, strong |
 * | reports of a subtree by division and period  | GSI1 LATESTS#<city>, SIGNEDS#<city> | <division>#<period>       | Query GSI1  |
 * | reports of a period by division              | GSI2 LATESTS#<city>#<period>, SIGNEDS#<city>#<period> | <division># | Query GSI2 |
 * | up to when figures were held against it      | REPORT#<division>/<period> | COMPARED                           | BatchGet    |
 * | reports to be drafted anew                   | REDRAFTS                  | <division>/<period>                 | Query       |
 * | open data of a year                          | OPEN#<year>               | <period>#<division>                 | Query       |
 * | a push                                       | PUSH#<id>                 | PUSH                                | Get, strong |
 * | the first waiting push of a county           | PUSHES#<county>           | WAITING#<sequence>                  | Query, strong |
 * | how many pushes a county has                 | PUSHES#<county>           | COUNTER                             | Get, strong |
 * | pushes of a county, the latest first         | GSI1 PUSHES#<county>      | <sequence>                          | Query, filter: state |
 * | pushes of all                                | GSI2 PUSHES               | <instant>#<id>                      | Query, filter: state |
 * | how the province's interface does            | RECEIVER#province         | RECEIVER                            | Get, strong |
 * | reconciliations with the province            | RECONCILIATIONS           | <day>                               | Query, Get  |
 * | a report made into a file                    | EXPORT#<id>               | EXPORT                              | Get, strong |
 *
 * AUDIT#, OUTBOX# and ONCE# items are shared/store's.
 */
export const factsKey = (county: string, period = 'SPANS') => `FACTS#${county}#${period}`;
export const dirtyKey = (county: string) => `DIRTY#${county}`;
export const figuresKey = (division: string, period: string) => ({
  PK: `FIGURES#${division}`,
  SK: period,
});
export const villagesKey = (above: string, period: string) => ({
  PK: `FIGURES#${above}`,
  SK: `${period}#VILLAGES`,
});

export const OF_VERSION = 'VERSION#';
/** Heads of a report: of its latest version, and of its latest signed one. */
export const HEADS = { latest: 'LATEST', signed: 'SIGNED' } as const;
type ReportId = { division: string; period: string };
export const REPORT = 'REPORT#';
const ofReport = ({ division, period }: ReportId) => `${REPORT}${division}/${period}`;
export const reportKey = (id: ReportId, version: number) => ({
  PK: ofReport(id),
  SK: `${OF_VERSION}${String(version).padStart(6, '0')}`,
});
export const headKey = (id: ReportId, which: keyof typeof HEADS) => ({ PK: ofReport(id), SK: HEADS[which] });
export const comparedKey = (id: ReportId) => ({ PK: ofReport(id), SK: 'COMPARED' });
export const REDRAFTS = 'REDRAFTS';
export const redraftKey = ({ division, period }: ReportId) => ({ PK: REDRAFTS, SK: `${division}/${period}` });
export const openPartition = (year: string) => `OPEN#${year}`;
export const openKey = ({ division, period }: ReportId) => ({
  PK: openPartition(period.slice(0, 4)),
  SK: `${period}#${division}`,
});
export const pushKey = (id: string) => ({ PK: `PUSH#${id}`, SK: 'PUSH' });
export const pushesKey = (county: string) => `PUSHES#${county}`;
/** What every waiting push of a county begins with. */
export const WAITING = 'WAITING#';
/** Sequences sort as text. */
const digits = (sequence: number) => String(sequence).padStart(12, '0');
export const waitingKey = (county: string, sequence: number) => ({
  PK: pushesKey(county),
  SK: WAITING + digits(sequence),
});
export const counterKey = (county: string) => ({ PK: pushesKey(county), SK: 'COUNTER' });
export const pushIndexes = (county: string, sequence: number, requestedAt: string, id: string) => ({
  GSI1PK: pushesKey(county),
  GSI1SK: digits(sequence),
  GSI2PK: ALL_PUSHES,
  GSI2SK: `${requestedAt}#${id}`,
});
export const ALL_PUSHES = 'PUSHES';
export const receiverKey = { PK: 'RECEIVER#province', SK: 'RECEIVER' };
export const reconciliationKey = (day: string) => ({ PK: RECONCILIATIONS, SK: day });
export const RECONCILIATIONS = 'RECONCILIATIONS';
export const exportKey = (id: string) => ({ PK: `EXPORT#${id}`, SK: 'EXPORT' });
