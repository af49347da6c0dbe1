import type { Caller } from '../../../shared/auth/caller.ts';
import { covers } from '../../../shared/divisions/index.ts';
import { notFound } from '../../../shared/http/problem.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { isOfCity } from '../reports/find.ts';
import { shown } from './shown.ts';

/**
 * How far an export is, and once it is done an address by which its file is fetched within a minute.
 * @throws Problem 404 when there is none, or the caller does not see its report
 */
export async function readExport(id: string, { division }: Caller, { store, files }: Deps): Promise<Answer> {
  const found = await store.export(id);
  const sees =
    found && (covers(division, found.division) || (isOfCity(found) && found.reportState === 'signed'));
  if (!found || !sees) throw notFound('没有这个导出，或您无权查看');
  const link = found.file && (await files.downloadUrl(found.file.key, { fileName: found.file.name }));
  return {
    status: 200,
    body: { ...shown(found), ...(link && { download: link }) },
    headers: { 'cache-control': 'no-store' },
  };
}
