/**
 * The activity service's table. Items by access pattern:
 *
 * | pattern                                     | PK                          | SK                   | read         |
 * | one organisation                            | ORGANISATION#<id>           | ORGANISATION         | Get, strong  |
 * | its counts of a month                       | ORGANISATION#<id>           | MONTH#<month>        | Get, strong  |
 * | organisations that a division ever had      | HOME#<division>             | <organisation>       | Query        |
 * | organisations of a subtree                  | GSI1 ORGANISATIONS#<city>   | <division>#<id>      | Query GSI1   |
 * | organisations that an account speaks for    | GSI3 CONTACT#<role>#<sub>   | <organisation>       | Query GSI3   |
 * | rates of a county that have to be computed  | DIRTY#<county or city>      | <order>#<division>#<kind>#<period> | Query |
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
