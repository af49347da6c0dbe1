/** Tells the API of recorded activities and their photos; everything may be told twice. */
import { POST } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { sendFile } from '../../components/send-file.ts';
import { refusalOf } from './activity-form.ts';
import type { Sender } from './outbox.ts';

export const sender: Sender = {
  async record({ key, organisation, body }) {
    const entry = { ref: key, ...(body as object) };
    const { data } = await POST('/v1/activities/batch', { body: { organisation, entries: [entry] } });
    const [outcome] = data!.entries;
    if (outcome?.id !== undefined) return outcome.id;
    throw new ApiProblem(refusalOf(outcome));
  },

  async photo(activity, { sha256, contentType, content }) {
    try {
      const { data } = await POST('/v1/activities/{id}/photos', {
        params: { path: { id: activity } },
        body: { contentType, size: content.size, sha256 },
      });
      await sendFile(data!.upload, content);
    } catch (error) {
      if (!isThere(error, sha256)) throw error;
      return;
    }
    await POST('/v1/activities/{id}/photos/{photoId}/confirm', {
      params: { path: { id: activity, photoId: sha256 } },
    });
  },
};

/** It had arrived, and only the answer had not. */
const isThere = (error: unknown, sha256: string) =>
  error instanceof ApiProblem &&
  error.problem.status === 409 &&
  (error.problem as { id?: string }).id === sha256;
