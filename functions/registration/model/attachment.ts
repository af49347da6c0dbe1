/** The papers of an application: files that its applicant uploads, and which of them each track asks for. */
import { type ContentType, FORMATS } from '../../../shared/files/formats.ts';
import type { RegistrationData } from '../policy/schema.ts';
import type { Draft } from '../schema.ts';
import { ATTACHMENT_NAMES, type AttachmentType } from './papers.ts';

/** What the applicant says of a file, before it is uploaded and checked. */
export interface FileFacts {
  type: AttachmentType;
  /** Encrypted: people name files after people. */
  fileName: string;
  contentType: ContentType;
  /** Bytes. */
  size: number;
  /** Of the bytes, in hexadecimal. */
  sha256: string;
}

/** A file that was uploaded, and found to be what was said of it. */
export interface Attachment extends FileFacts {
  id: string;
  /** ISO 8601 instant at which it was checked. */
  at: string;
}

type Limits = RegistrationData['attachments'];

/** The papers that a draft's track, kind and proof of capital ask for, each with the clause that it comes from. */
export function papersFor({ track, kind, capitalProof }: Draft, { needed }: Limits) {
  if (!track || !kind) return [];
  if (track !== 'registered') return needed[track];
  if (kind === 'team') return [];
  return [...needed.registered[kind], ...(capitalProof === 'report' ? [needed.capitalReport] : [])];
}

/** Why a paper cannot be added to those that an application has; undefined when it can. */
export function tooMany(
  attachments: readonly Pick<Attachment, 'type'>[],
  type: AttachmentType,
  { most, mostOfType }: Limits,
): string | undefined {
  if (attachments.length >= most) return `附件已有 ${attachments.length} 个，最多 ${most} 个，请先删去不用的`;
  const ofType = attachments.filter((one) => one.type === type).length;
  return ofType >= mostOfType
    ? `“${ATTACHMENT_NAMES[type]}”已有 ${ofType} 个，每种最多 ${mostOfType} 个，请先删去不用的`
    : undefined;
}

/** Whether a file's name ends as files of its media type do. */
export function endsAs(fileName: string, contentType: ContentType): boolean {
  return FORMATS[contentType].endings.some((ending) => fileName.toLowerCase().endsWith(`.${ending}`));
}
