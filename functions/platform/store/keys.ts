/**
 * The platform service's table. `place` is the code of a township or street, or of a shared platform. Items by access pattern:
 *
 * | pattern                                  | PK                     | SK                       | read         |
 * | one platform as it is                    | PLATFORM#<place>       | PLATFORM                 | Get, strong  |
 * | as it was on a day                       | PLATFORM#<place>       | VERSION#<day>#<version>  | Query        |
 * | whether it operates, and since when      | PLATFORM#<place>       | OPERATION                | Get, strong  |
 * | platforms of a subtree                   | GSI1 PLATFORMS#<city>  | <place>                  | Query GSI1   |
 * | platforms of a county by last judgement  | GSI2 JUDGED#<county>   | <day>#<place>            | Query GSI2   |
 * | report of a month                        | PLATFORM#<place>       | REPORT#<month>           | Get, Query   |
 * | what events show of a month              | PLATFORM#<place>       | MONTH#<month>            | Get, strong  |
 * | average activity of its area in a month  | PLATFORM#<place>       | RATE#<month>             | Get, strong  |
 * | what an activity adds to which month     | ACTIVITY#<id>          | COUNTED                  | Get, strong  |
 * | assessment of a year                     | PLATFORM#<place>       | ASSESSMENT#<year>        | Get, strong  |
 * | assessments of a year of a subtree       | GSI1 ASSESSED#<year>#<city> | <place>             | Query GSI1   |
 * | one model: town, organisation, person    | HONOUR#<id>            | HONOUR                   | Get, strong  |
 * | that an account objected to one         | HONOUR#<id>            | OBJECTOR#<role>#<subject> | Get, strong  |
 * | models of a subtree                      | GSI1 HONOURS#<city>    | <division>#<id>          | Query GSI1   |
 * | one link to rate a platform by           | LINK#<hash of token>   | LINK                     | Get, strong  |
 * | what was rated in a year, summed up      | PLATFORM#<place>       | RATED#<year>             | Get, strong  |
 * | files                                    | PLATFORM#<place>       | EVIDENCE#<sha256>        | Query, Get   |
 *
 * The indexes' entries of a platform are those of its OPERATION item. AUDIT#, OUTBOX# and ONCE# items are shared/store's.
 */
import { CITY } from '../../../shared/divisions/index.ts';

export const partition = (place: string) => `PLATFORM#${place}`;
export const ofPlace = (place: string, SK: string) => ({ PK: partition(place), SK });
export const inCity = (list: string) => `${list}#${CITY.code}`;
