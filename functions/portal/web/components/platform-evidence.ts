/** Photos and papers of a platform: sent, named, opened. */
import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { FORMATS } from '../../../../shared/files/formats.ts';
import { allPages } from '../api/all-pages.ts';
import { GET, POST } from '../api/client.ts';
import type { paths } from '../api/generated/schema';
import { texts } from '../texts/index.ts';
import { type ContentType, contentTypeOf, sizeOf } from './file-types.ts';
import { momentText } from './moment.ts';
import { sendFile } from './send-file.ts';
import { sha256Of } from './sha256.ts';

export type Evidence =
  paths['/v1/platforms/{township}/evidence']['get']['responses'][200]['content']['application/json']['items'][number];

/** As the API takes them. */
export const EVIDENCE_TYPES = [
  'application/pdf',
  'image/jpeg',
  'image/png',
] as const satisfies readonly ContentType[];

export const typeText = ({ contentType }: Evidence): string => FORMATS[contentType].name;

/** What a file is called: it is kept without its name. */
export const evidenceName = (one: Evidence): string =>
  texts.platform.evidence.name(typeText(one), momentText(one.at), sizeOf(one.size));

/**
 * Announces a file with its hash, sends it to the bucket, confirms it.
 * @param progress told the sent part, from 0 to 1
 */
export async function sendEvidence(
  township: string,
  file: File,
  progress: (part: number) => void,
): Promise<void> {
  const contentType = contentTypeOf(file, EVIDENCE_TYPES);
  if (!contentType) throw new Error(texts.platform.evidence.wrongType);
  const { data } = await POST('/v1/platforms/{township}/evidence', {
    params: { path: { township } },
    body: { contentType, size: file.size, sha256: await sha256Of(file) },
  });
  await sendFile(data!.upload, file, progress);
  await POST('/v1/platforms/{township}/evidence/{evidenceId}/confirm', {
    params: { path: { township, evidenceId: data!.id } },
  });
}

/** Opens a file: it is answered as a download, so the page stays. */
export async function openEvidence(township: string, evidenceId: string): Promise<void> {
  const { data } = await GET('/v1/platforms/{township}/evidence/{evidenceId}', {
    params: { path: { township, evidenceId } },
  });
  location.assign(data!.url);
}

export const evidencePage = async (township: string, cursor: string | undefined) =>
  (
    await GET('/v1/platforms/{township}/evidence', {
      params: { path: { township }, query: { limit: 100, ...(cursor !== undefined && { cursor }) } },
    })
  ).data!;

/** The names of all files that a platform has, by their ids: to refer to them. */
export function useEvidenceNames(township: () => string) {
  const { data } = useQuery({
    queryKey: ['platform-evidence', computed(township), 'names'],
    queryFn: () => allPages(({ cursor }) => evidencePage(township(), cursor)),
  });
  return computed<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(
      (data.value ?? [])
        .filter(({ state }) => state === 'kept')
        .map((one) => [one.id, evidenceName(one)] as const),
    ),
  );
}
