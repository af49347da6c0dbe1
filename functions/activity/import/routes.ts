import { divisionByCode } from '../../../shared/divisions/index.ts';
import { type CloudEvent, newEvent } from '../../../shared/events/index.ts';
import { AUTHORITIES } from '../../../shared/http/acting.ts';
import { carryOn } from '../../../shared/imports/carry-on.ts';
import type { ImportKind } from '../../../shared/imports/kind.ts';
import { importRoutesOf } from '../../../shared/imports/routes.ts';
import type { Deps } from '../deps.ts';
import { type ColumnId, SHEET } from '../model/import/columns.ts';
import { land } from './land.ts';

/** The import of activities from a workbook (活动记录导入): by an authority, so that what is sound counts at once. */
const activityImport: ImportKind<ColumnId, Deps> = {
  sheet: SHEET,
  paths: { begin: '/v1/activities/imports', imports: '/v1/activities/imports' },
  operations: {
    template: 'getActivityTemplate',
    begin: 'beginActivityImport',
    list: 'listActivityImports',
    read: 'getActivityImport',
    start: 'startActivityImport',
    problems: 'getActivityImportProblems',
  },
  tag: '活动记录导入',
  roles: AUTHORITIES,
  hint: (division) =>
    `只导入${divisionByCode(division)?.name ?? '本辖区'}的组织的活动；每个文件不超过 20000 行；不要用公式和宏；红字的列不能缺`,
  choices: () => ({}),
  due: ({ id, due }, correlationId, deps) =>
    newEvent('activity.import.due', { subject: id, correlationId, data: { importId: id, from: due } }, deps),
  land,
};

/** The HTTP operations of imports. */
export const routes = importRoutesOf(activityImport);

/** `activity.import.due`: carries an import of activities on. */
export const importDue = (event: CloudEvent<'activity.import.due'>, deps: Deps, patience?: number) =>
  carryOn(activityImport, event, deps, patience);
