/**
 * The activity service's table. Items by access pattern:
 *
 * | pattern                                     | PK                          | SK                   | read         |
 * | one organisation                            | ORGANISATION#<id>           | ORGANISATION         | Get, strong  |
 * | its counts of a month                       | ORGANISATION#<id>           | MONTH#<month>        | Get, strong  |
 * | organisations that a division ever had      | HOME#<division>             | <organisation>       | Query        |
 * | organisations that bear a name, or bore it  | NAME#<name>                 | <organisation>       | Query        |
 * | organisations of a subtree                  | GSI1 ORGANISATIONS#<city>   | <division>#<id>      | Query GSI1   |
 * | organisations that a subtree ever had       | GSI2 RESIDENTS#<city>       | <division>#<id>      | Query GSI2   |
 * | divisions of a county that ever had some    | HOMES#<county or city>      | <division>           | Query        |
 * | organisations that an account speaks for    | GSI3 CONTACT#<role>#<sub>   | <organisation>       | Query GSI3   |
 * | one activity                                | ACTIVITY#<id>               | ACTIVITY             | Get, strong  |
 * | its photos                                  | ACTIVITY#<id>               | PHOTO#<sha256>       | Query, Get   |
 * | an organisation's activities, latest first  | GSI1 ACTIVITIES#<id>        | <day>#<activity>     | Query GSI1   |
 * | activities of a month in a subtree          | GSI2 ACTIVITIES#<county>#<month> | <division>#<day>#<activity> | Query GSI2 |
 * | what waits for somebody's word in a subtree | GSI3 WAITING#<county>       | <division>#<day>#<activity> | Query GSI3 |
 * | what silence accepts, by the last day       | SILENT                      | <day>#<activity>     | Query        |
 * | an organisation's activities of a day       | ORGANISATION#<id>           | DAY#<day>            | Get, strong  |
 * | how many it entered on a day                | ORGANISATION#<id>           | ENTERED#<day>        | Get, strong  |
 * | reports of a match, and its rating          | MATCH#<id>                  | MATCH                | Get, strong  |
 * | which activity showed a photo first         | PHOTO#<sha256>              | PHOTO                | Get, strong  |
 * | rates of a county that have to be computed  | DIRTY#<county or city>      | <order>#<division>#<kind>#<period> | Query |
 * | the same, of all months from one on         | SINCE#<county or city>      | <division>#<month>   | Query        |
 * | day up to which the calendar was followed   | CALENDAR#<county or city>   | CALENDAR             | Get, strong  |
 * | figure of a division as it stands, of many  | RATE#<division above>       | LATEST#<period>#<division> | Get, BatchGet, strong |
 * | figures of the divisions below one          | RATE#<division>             | LATEST#<period>#…    | Query        |
 * | figure as it stood at the end of a day      | RATE#<division>             | HISTORY#<period>#<day> | Query      |
 * | editions of a closed period's figure        | RATE#<division>             | EDITION#<period>#<edition> | Query  |
 * | whether an organisation needs attention     | ORGANISATION#<id>           | ATTENTION            | Get, strong  |
 * | the dormant and the falling of a subtree    | GSI2 ATTENTION#<city>       | <division>#<id>      | Query GSI2   |
 * | organisations of a county to be looked at   | LOOK#<county or city>       | <organisation>       | Query        |
 * | how far all of a county were looked at      | ROUND#<county or city>      | ROUND                | Get, strong  |
 * | one run                                     | RUN#<id>                    | RUN                  | Get, strong  |
 * | runs, the newest first                      | GSI1 RUNS#<city>            | <started at>         | Query GSI1   |
 * | runs under way, the longest untouched first | GSI3 RUNS                   | <touched at>         | Query GSI3   |
 *
 * AUDIT#, OUTBOX# and ONCE# items are shared/store's.
 */
import { CITY } from '../../../shared/divisions/index.ts';

export const organisationKey = (id: string) => ({ PK: `ORGANISATION#${id}`, SK: 'ORGANISATION' });
export const monthKey = (organisation: string, month: string) => ({
  PK: `ORGANISATION#${organisation}`,
  SK: `MONTH#${month}`,
});
export const dayKey = (organisation: string, on: string) => ({
  PK: `ORGANISATION#${organisation}`,
  SK: `DAY#${on}`,
});
export const enteredKey = (organisation: string, day: string) => ({
  PK: `ORGANISATION#${organisation}`,
  SK: `ENTERED#${day}`,
});
export const activityKey = (id: string) => ({ PK: `ACTIVITY#${id}`, SK: 'ACTIVITY' });
export const matchKey = (id: string) => ({ PK: `MATCH#${id}`, SK: 'MATCH' });
export const photoKey = (id: string) => ({ PK: `PHOTO#${id}`, SK: 'PHOTO' });
export const inCity = (list: string) => `${list}#${CITY.code}`;
