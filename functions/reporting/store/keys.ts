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
