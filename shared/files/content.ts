/** Whether an uploaded file is what was said of it: its size, its hash, and what its bytes show it to be. */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { type ContentType, FORMATS } from './formats.ts';
import type { StoredFile } from './index.ts';
import { partTypes } from './office.ts';

export interface Fault {
  field: 'size' | 'contentType' | 'sha256';
  /** In Chinese: what is the case, and what would be right. */
  detail: string;
}

/** What is said of a file before it is uploaded. */
export interface Claimed {
  contentType: ContentType;
  /** Bytes. */
  size: number;
  /** Of the bytes, in hexadecimal. */
  sha256: string;
}

/**
 * Everything in which a file differs from what was said of it; empty when nothing does. A file of another size is not
 * read; of the others, only those of Office are in memory as a whole.
 */
export async function faultsOf(
  { size, contentType, stream }: StoredFile & { stream: Readable },
  claimed: Claimed,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  if (contentType !== claimed.contentType)
    faults.push({
      field: 'contentType',
      detail: `上传时的内容类型是 ${contentType}，应为 ${claimed.contentType}`,
    });
  if (size !== claimed.size) {
    stream.destroy();
    return [...faults, { field: 'size', detail: `文件大小是 ${size} 字节，应为 ${claimed.size} 字节` }];
  }
  const { sha256, head, whole } = await read(stream, OFFICE[claimed.contentType] !== undefined);
  const content = await contentFault(claimed.contentType, head, whole);
  if (content !== undefined) faults.push({ field: 'contentType', detail: content });
  if (sha256 !== claimed.sha256)
    faults.push({ field: 'sha256', detail: `文件的 SHA-256 是 ${sha256}，应为 ${claimed.sha256}` });
  return faults;
}

/** First bytes by which a file of a type is known (magic numbers). */
const BEGINNINGS: Readonly<Record<ContentType, Buffer>> = {
  'application/pdf': Buffer.from('%PDF-'),
  'image/jpeg': Buffer.from([0xff, 0xd8, 0xff]),
  'image/png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': Buffer.from('PK\x03\x04'),
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': Buffer.from('PK\x03\x04'),
};
const HEAD_BYTES = 8;

/** What the main part of an Office file without macros is (ECMA-376). */
const OFFICE: Readonly<Partial<Record<ContentType, string>>> = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document':
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet':
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
};

/** Content types of macros, and of documents that may hold them. */
const MACROS = /macro|vbaProject/i;

async function read(stream: Readable, keepWhole: boolean) {
  const hash = createHash('sha256');
  const pieces: Buffer[] = [];
  let head = Buffer.alloc(0);
  for await (const piece of stream as AsyncIterable<Buffer>) {
    hash.update(piece);
    if (head.length < HEAD_BYTES) head = Buffer.concat([head, piece.subarray(0, HEAD_BYTES)]);
    if (keepWhole) pieces.push(piece);
  }
  return { sha256: hash.digest('hex'), head, whole: Buffer.concat(pieces) };
}

async function contentFault(type: ContentType, head: Buffer, whole: Buffer): Promise<string | undefined> {
  const beginning = BEGINNINGS[type];
  const other = `文件内容不是 ${FORMATS[type].name}，请上传真正的 ${FORMATS[type].name}，不要只改文件名`;
  if (!head.subarray(0, beginning.length).equals(beginning)) return other;
  const main = OFFICE[type];
  if (main === undefined) return undefined;
  const parts = await partTypes(whole).catch(() => undefined);
  if (parts?.some((one) => MACROS.test(one))) return '文件里有宏，请另存为不含宏的文件，再上传';
  return parts?.includes(main) ? undefined : other;
}
