/**
 * The activity service's table. Items by access pattern:
 *
 * | pattern                                     | PK                          | SK                   | read         |
 * | one organisation                            | ORGANISATION#<id>           | ORGANISATION         | Get, strong  |
 * | its counts of a month                       | ORGANISATION#<id>           | MONTH#<month>        | Get, strong  |
 * | organisations that a division ever had      | HOME#<division>             | <organisation>       | Query        |
 * | organisations of a subtree                  | GSI1 ORGANISATIONS#<city>   | <division>#<id>      | Query GSI1   |
 * | organisations that a subtree ever had       | GSI2 RESIDENTS#<city>       | <division>#<id>      | Query GSI2   |
 * | divisions of a county that ever had some    | HOMES#<county or city>      | <division>           | Query        |
 * | organisations that an account speaks for    | GSI3 CONTACT#<role>#<sub>   | <organisation>       | Query GSI3   |
 * | rates of a county that have to be computed  | DIRTY#<county or city>      | <order>#<division>#<kind>#<period> | Query |
 * | the same, of all months from one on         | SINCE#<county or city>      | <division>#<month>   | Query        |
 * | day up to which the calendar was followed   | CALENDAR#<county or city>   | CALENDAR             | Get, strong  |
 * | figure of a division as it stands           | RATE#<division above>       | LATEST#<period>#<division> | Get, strong |
 * | figures of the divisions below one          | RATE#<division>             | LATEST#<period>#…    | Query        |
 * | figure as it stood at the end of a day      | RATE#<division>             | HISTORY#<period>#<day> | Query      |
 * | editions of a closed period's figure        | RATE#<division>             | EDITION#<period>#<edition> | Query  |
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
export const inCity = (list: string) => `${list}#${CITY.code}`;
