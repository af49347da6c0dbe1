/** What can be imported: both kinds go the same way, each by operations of its own service. */
import { GET, POST } from '../../api/client.ts';
import { sendFile } from '../../components/send-file.ts';
import { sha256Of } from '../../components/sha256.ts';

const path = (id: string) => ({ params: { path: { id } } });
type Announced = { division: string; fileName: string; size: number; sha256: string };

export const KINDS = {
  ledger: {
    template: (division: string) =>
      GET('/v1/organisations/imports/template.xlsx', { params: { query: { division } }, parseAs: 'blob' }),
    begin: (body: Announced) => POST('/v1/organisations/imports', { body }),
    list: (division: string, cursor?: string) =>
      GET('/v1/imports', { params: { query: { division, ...(cursor && { cursor }) } } }),
    read: (id: string) => GET('/v1/imports/{id}', path(id)),
    start: (id: string) => POST('/v1/imports/{id}/start', path(id)),
    problems: (id: string, part: string) =>
      GET('/v1/imports/{id}/problems.xlsx', { params: { path: { id }, query: { part } } }),
  },
  activities: {
    template: (division: string) =>
      GET('/v1/activities/imports/template.xlsx', { params: { query: { division } }, parseAs: 'blob' }),
    begin: (body: Announced) => POST('/v1/activities/imports', { body }),
    list: (division: string, cursor?: string) =>
      GET('/v1/activities/imports', { params: { query: { division, ...(cursor && { cursor }) } } }),
    read: (id: string) => GET('/v1/activities/imports/{id}', path(id)),
    start: (id: string) => POST('/v1/activities/imports/{id}/start', path(id)),
    problems: (id: string, part: string) =>
      GET('/v1/activities/imports/{id}/problems.xlsx', { params: { path: { id }, query: { part } } }),
  },
} as const;
export type Kind = keyof typeof KINDS;

/**
 * Has a file imported: announced by its hash, sent, started. The same file again is the same import.
 * @param progress told the sent part, from 0 to 1
 * @returns the import's id
 */
export async function importFile(
  kind: Kind,
  division: string,
  file: File,
  progress: (part: number) => void,
): Promise<string> {
  const { begin, start } = KINDS[kind];
  const sha256 = await sha256Of(file);
  const { id, upload } = (await begin({ division, fileName: file.name, size: file.size, sha256 })).data!;
  if (upload) {
    await sendFile(upload, file, progress);
    await start(id);
  }
  return id;
}
