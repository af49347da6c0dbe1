import type { Export } from '../model/export.ts';

/** An export as it is told; its file is fetched by an address of its own. */
export function shown(one: Export) {
  const { id, division, period, edition, reportState, contentHash, format, state } = one;
  const { percent, step, requestedAt, finishedAt, fault, file } = one;
  return {
    id,
    division,
    period,
    version: edition,
    reportState,
    contentHash,
    format,
    state,
    percent,
    step,
    requestedAt,
    ...(finishedAt !== undefined && { finishedAt }),
    ...(fault !== undefined && { fault }),
    ...(file && { file: { name: file.name, size: file.size, sha256: file.sha256 } }),
  };
}
