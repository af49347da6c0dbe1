/**
 * The registration service's table. Items by access pattern:
 *
 * | pattern                                   | PK                        | SK                    | read         |
 * | one application                           | APPLICATION#<id>          | APPLICATION           | Get, strong  |
 * | an upload to it that is awaited           | APPLICATION#<id>          | UPLOAD#<attachment>   | Get, strong  |
 * | an applicant's applications, newest first | GSI1 APPLICANT#<who>      | <created>#<id>        | Query GSI1   |
 * | what waits for an authority, by due date  | GSI2 INBOX#<authority>    | <due>#<id>            | Query GSI2   |
 * | what is due, over all authorities         | GSI3 DUE                  | <due>#<id>            | Query, Count |
 * | names not answered yet, by time to ask    | GSI2 NAMING               | <instant>#<id>        | Query GSI2   |
 * | one organisation                          | ORGANISATION#<id>         | ORGANISATION          | Get, strong  |
 * | what an organisation owes                 | ORGANISATION#<id>         | DUTY#<which>          | both, strong |
 * | how it was before each change             | ORGANISATION#<id>         | VERSION#<version>     | Query        |
 * | a proposal to review its class            | ORGANISATION#<id>         | PROPOSAL#<proposal>   | Get, strong  |
 * | what was heard last of its dormancy       | ORGANISATION#<id>         | DORMANCY              | Get, strong  |
 * | proposals of a subtree                    | GSI1 PROPOSALS#<city>     | <division>#<id>#<proposal> | Query GSI1 |
 * | the ledger of a subtree                   | GSI1 LEDGER#<city>        | <division>#<id>       | Query GSI1   |
 * | the public directory of a subtree         | GSI2 DIRECTORY#<city>     | <division>#<id>       | Query GSI2   |
 * | whose a code, a filing number, a name is  | IDENTITY#<what>           | IDENTITY              | BatchGet     |
 * | last serial of a county's filings         | SERIAL#<county>#<year>    | SERIAL                | Get, strong  |
 * | what was done to an application           | AUDIT#APPLICATION#<id>    | <sequence>            | Query        |
 * | what was done to an organisation          | AUDIT#ORGANISATION#<id>   | <sequence>            | Query        |
 *
 * GSI2 is sparse: only what waits for somebody, and who agreed to be public, is in it. AUDIT#, OUTBOX# and ONCE# items are shared/store's.
 */
import { CITY } from '../../../shared/divisions/index.ts';

export const applicationKey = (id: string) => ({ PK: `APPLICATION#${id}`, SK: 'APPLICATION' });
export const organisationKey = (id: string) => ({ PK: `ORGANISATION#${id}`, SK: 'ORGANISATION' });
/** What the audit trail of an application is kept under. */
export const applicationAggregate = (id: string) => `APPLICATION#${id}`;
/** What the audit trail of an organisation is kept under. */
export const organisationAggregate = (id: string) => `ORGANISATION#${id}`;
export const inCity = (list: string) => `${list}#${CITY.code}`;
