import {
  childrenOf,
  divisionByCode,
  divisionsWithin,
  hasTownships,
} from '../../../shared/divisions/index.ts';
import { type CloudEvent, newEvent } from '../../../shared/events/index.ts';
import { AUTHORITIES } from '../../../shared/http/acting.ts';
import { carryOn } from '../../../shared/imports/carry-on.ts';
import type { ImportKind } from '../../../shared/imports/kind.ts';
import { importRoutesOf } from '../../../shared/imports/routes.ts';
import type { Deps } from '../deps.ts';
import { type ColumnId, LEDGER } from '../model/import/columns.ts';
import { land } from './land.ts';

/** The import of an existing ledger (台账导入). */
export const ledgerImport: ImportKind<ColumnId, Deps> = {
  sheet: LEDGER,
  paths: { begin: '/v1/organisations/imports', imports: '/v1/imports' },
  operations: {
    template: 'getLedgerTemplate',
    begin: 'beginImport',
    list: 'listImports',
    read: 'getImport',
    start: 'startImport',
    problems: 'getImportProblems',
  },
  tag: '台账导入',
  roles: AUTHORITIES,
  hint: (division) =>
    `只导入${divisionByCode(division)?.name ?? '本辖区'}的组织；每个文件不超过 20000 行；不要用公式和宏；红字的列不能缺`,
  choices: (division) => {
    const townships = hasTownships(division) ? divisionsWithin(division, 'township') : [];
    const communities = division.length >= 9 || !hasTownships(division) ? childrenOf(division) : [];
    return {
      ...(townships.length > 0 && { township: [...new Set(townships.map(({ name }) => name))] }),
      ...(communities.length > 0 && { village: [...new Set(communities.map(({ name }) => name))] }),
    };
  },
  due: ({ id, due }, correlationId, deps) =>
    newEvent(
      'registration.import.due',
      { subject: id, correlationId, data: { importId: id, from: due } },
      deps,
    ),
  land,
};

export const routes = importRoutesOf(ledgerImport);

/** `registration.import.due`: carries an import of a ledger on. */
export const importDue = (event: CloudEvent<'registration.import.due'>, deps: Deps, patience?: number) =>
  carryOn(ledgerImport, event, deps, patience);
