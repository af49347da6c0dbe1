/**
 * The matching service's table. Items by access pattern:
 *
 * | pattern                                     | PK                          | SK                   | read         |
 * | one need, project, resource                 | <TYPE>#<id>                 | LISTING              | Get, strong  |
 * | a list of a division's subtree              | GSI1 LIST#<type>#<city>     | <division>#<id>      | Query GSI1   |
 * | an owner's own entries, newest first        | GSI2 OWNER#<owner>          | <created>#<id>       | Query GSI2   |
 * | open entries by their last day, city-wide   | GSI3 OPEN                   | <last day>#<id>      | Query GSI3   |
 * | projects of a need                          | NEED#<id>                   | PROJECT#<project>    | Query        |
 * | candidates of a need                        | NEED#<id>                   | CANDIDATES           | Get, strong  |
 * | offers of a need                            | NEED#<id>                   | OFFER#<serial>       | Query, Get   |
 * | an organisation's offers, newest first      | GSI1 OFFERS#<organisation>  | <created>#<id>       | Query GSI1   |
 * | what a township has to confirm              | GSI2 CONFIRM#<city>         | <division>#<id>      | Query GSI2   |
 * | proposals by the time of their answer       | GSI3 ANSWER                 | <instant>#<id>       | Query GSI3   |
 * | one organisation with its capacity          | ORGANISATION#<id>           | ORGANISATION         | Get, strong  |
 * | organisations that serve an area            | PLACE#<action>#<area>       | <organisation>       | Query        |
 * | organisations that an account speaks for    | GSI3 CONTACT#<role>#<sub>   | <organisation>       | Query GSI3   |
 * | one match                                   | MATCH#<id>                  | MATCH                | Get, strong  |
 * | the resource list of a subtree              | GSI1 RESOURCE-LIST#<city>   | <division>#<id>      | Query GSI1   |
 * | an organisation's matches, newest first     | GSI2 MATCHES#<organisation> | <day>#<id>           | Query GSI2   |
 * | matches by the last day of acceptance       | GSI3 ACCEPT                 | <day>#<id>           | Query GSI3   |
 * | reports, spending, disputes, notes of it    | MATCH#<id>                  | <KIND>#<serial>      | Query, Get   |
 * | evidence of a match                         | MATCH#<id>                  | EVIDENCE#<sha256>#<side> | Query, Get |
 * | what was thought of it                      | MATCH#<id>                  | EVALUATION#<by>      | Query, Get   |
 * | which match showed a file first             | FILE#<sha256>               | FILE                 | Get, strong  |
 * | what a recipient was told, newest first     | NOTICE#<recipient>          | <instant>~<key>      | Query        |
 * | how many of them are not read               | GSI3 UNREAD#<recipient>     | <instant>~<key>      | Query GSI3   |
 * | what a resource or purchase has (ledger)    | LEDGER#<id>                 | BALANCE              | Get, strong  |
 * | what of a resource a match has              | LEDGER#<resource>           | MATCH#<match>        | Get, strong  |
 * | entries of a resource or purchase           | LEDGER#<id>                 | ENTRY#<instant>#<id> | Query        |
 * | entries about a match                       | GSI1 LEDGER#MATCH#<match>   | ENTRY#<instant>#<id> | Query GSI1   |
 * | a county's or the city's own ledger, by     | BOOK#<county>               | <year>#<place>#      | Query        |
 * |   year, township and source                 |                             |   <source>#<form>    |              |
 * | one purchase                                | PURCHASE#<id>               | PURCHASE             | Get, strong  |
 * | one round of allocation                     | ROUND#<id>                  | ROUND                | Get, strong  |
 * | its rows                                    | ROUND#<id>                  | ROW#<attempt>#<number> | Get, strong |
 * | its rows about a subtree                    | GSI1 ROWS#<id>#<attempt>    | <division>#<number>  | Query GSI1   |
 * | the round of a county that is under way     | COUNTY#<county>             | ROUND                | Get, strong  |
 * | rounds of a county, newest first            | GSI1 ROUNDS#<county>        | <created>#<id>       | Query GSI1   |
 * | rounds under way, longest untouched first   | GSI3 ROUNDS                 | <touched>#<id>       | Query GSI3   |
 * | purchases of a year, by bureau              | GSI1 PURCHASES#<year>#<city> | <bureau>#<day>#<id> | Query GSI1   |
 * | one contest                                  | CONTEST#<id>                | CONTEST              | Get, strong  |
 * | its entries, scores, recusals               | CONTEST#<id>                | ENTRY#, SCORE#, RECUSAL# | Query    |
 * | whether one has entered it                  | CONTEST#<id>                | ENTERED#<who>        | Get, strong  |
 * | contests of a subtree                       | GSI1 CONTESTS#<city>        | <division>#<day>#<id> | Query GSI1  |
 * | one fair                                    | FAIR#<id>                   | FAIR                 | Get, strong  |
 * | who attends, what was agreed                | FAIR#<id>                   | ATTENDEE#, OUTCOME#  | Query, Get   |
 * | fairs of a subtree                          | GSI1 FAIRS#<city>           | <division>#<day>#<id> | Query GSI1  |
 * | organisations of a subtree                  | GSI1 ORGANISATIONS#<city>   | <division>#<id>      | Query GSI1   |
 *
 * AUDIT#, OUTBOX# and ONCE# items are shared/store's.
 */
import { CITY } from '../../../shared/divisions/index.ts';
import type { Owner } from '../model/listing.ts';
import type { ListingType } from '../model/terms.ts';

export const listingKey = (type: ListingType, id: string) => ({
  PK: `${type.toUpperCase()}#${id}`,
  SK: 'LISTING',
});
export const organisationKey = (id: string) => ({ PK: `ORGANISATION#${id}`, SK: 'ORGANISATION' });
export const inCity = (list: string) => `${list}#${CITY.code}`;

/** Whose own entries they are: a division's, whoever acts for it, or an account's. */
export const ownerKey = ({ role, subject, division }: Owner) =>
  isAuthority(role) ? `OWNER#${role}#${division}` : `OWNER#${role}#${subject}`;

export const isAuthority = (role: string) => ['community', 'township', 'county', 'city'].includes(role);
