import { POST } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { sendFile } from '../../components/send-file.ts';
import type { WaitingPhoto } from './outbox.ts';

/**
 * Sends a photo as evidence of a match; one that is there already stays.
 * @returns its id, the hash of its content
 */
export async function sendEvidence(id: string, photo: WaitingPhoto): Promise<string> {
  const { sha256, contentType, content } = photo;
  try {
    const { data } = await POST('/v1/matches/{id}/evidence', {
      params: { path: { id } },
      body: { contentType, size: content.size, sha256 },
    });
    await sendFile(data!.upload, content);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.problem.status !== 409) throw error;
  }
  await POST('/v1/matches/{id}/evidence/{evidenceId}/confirm', {
    params: { path: { id, evidenceId: sha256 } },
  });
  return sha256;
}
