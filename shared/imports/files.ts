/** Where the files of an import lie, and what they are. */
import { createHash } from 'node:crypto';
import { INCOMING } from '../files/places.ts';
import type { SheetImport } from './sheet-import.ts';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const CONTENT_TYPES = { xlsx: XLSX, csv: 'text/csv' } as const;

/** Where the upload lands, and where it is kept once it is what was announced. */
export const uploadKey = ({ id }: SheetImport) => `${INCOMING}imports/${id}`;
export const keptKey = ({ id, format }: SheetImport) => `imports/${id}/sheet.${format}`;

/** A workbook with rows to be put right; parts count from 1. */
export const problemsKey = ({ id }: SheetImport, part: number) => `imports/${id}/problems-${part}.xlsx`;

/** An id that follows from what it is made of, in the form of a UUID (RFC 9562, version 8). */
export function idFrom(...parts: readonly (string | number)[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest();
  hash[6] = (hash[6]! & 0x0f) | 0x80;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
