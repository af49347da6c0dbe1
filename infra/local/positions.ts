import { readFileSync, writeFileSync } from 'node:fs';

/** The sequence number of the last record handled, by shard: where a stream is taken up again. */
export interface Positions {
  get(shard: string): string | undefined;
  set(shard: string, sequenceNumber: string): void;
  delete(shard: string): void;
}

/**
 * Positions kept in a file, as Lambda keeps its own: events are not sent once more at every restart with kept data.
 * @param file JSON object; made at the first position
 */
export function keptPositions(file: string): Positions {
  let positions: Record<string, string> = {};
  try {
    positions = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const save = () => writeFileSync(file, JSON.stringify(positions));
  return {
    get: (shard) => positions[shard],
    set: (shard, sequenceNumber) => {
      positions[shard] = sequenceNumber;
      save();
    },
    delete: (shard) => {
      delete positions[shard];
      save();
    },
  };
}
