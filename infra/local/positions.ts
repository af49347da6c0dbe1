import { readFileSync, writeFileSync } from 'node:fs';

/** The sequence number of the last record handled, by reader and shard: where a stream is taken up again. */
export interface Positions {
  get(position: string): string | undefined;
  set(position: string, sequenceNumber: string): void;
  delete(position: string): void;
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
    get: (position) => positions[position],
    set: (position, sequenceNumber) => {
      positions[position] = sequenceNumber;
      save();
    },
    delete: (position) => {
      delete positions[position];
      save();
    },
  };
}
