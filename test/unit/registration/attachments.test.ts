import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { UploadRequest } from '../../../functions/registration/attachments/schema.ts';
import { endsAs, papersFor, tooMany } from '../../../functions/registration/model/attachment.ts';
import { ATTACHMENT_TYPES } from '../../../functions/registration/model/papers.ts';
import { registrationPolicyOn } from '../../../functions/registration/policy/index.ts';
import { faultsOf } from '../../../shared/files/content.ts';
import type { ContentType } from '../../../shared/files/formats.ts';
import { zipOf } from '../../support/zip.ts';

const { attachments: limits } = registrationPolicyOn('2026-11-24').data;
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** What is wrong with bytes that come in pieces of a size and are said to be of a type. */
async function faults(bytes: Buffer, contentType: ContentType, pieces = 7): Promise<string[]> {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += pieces) parts.push(bytes.subarray(at, at + pieces));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const found = await faultsOf(
    { size: bytes.length, contentType, etag: '"1"', stream: Readable.from(parts) },
    { size: bytes.length, contentType, sha256 },
  );
  return found.map(({ detail }) => detail);
}

const CONTENTS = '[Content_Types].xml';
const part = (type: string) => `<Override PartName="/part" ContentType="${type}"/>`;
const contents = (...types: string[]) =>
  `<?xml version="1.0"?><Types xmlns="urn:types">${types.map(part).join('')}</Types>`;
const MAIN = `${DOCX}.main+xml`;
const sound = [CONTENTS, contents(MAIN)] as const;

describe('附件的内容: what a file is shows in its bytes', () => {
  it.each<[string, Buffer, ContentType]>([
    ['a PDF', Buffer.from('%PDF-1.4 …'), 'application/pdf'],
    ['a JPEG', Buffer.from('ffd8ffdb', 'hex'), 'image/jpeg'],
    ['a PNG', Buffer.from('89504e470d0a1a0a00', 'hex'), 'image/png'],
    ['a Word document', zipOf([sound]), DOCX],
  ])('%s, in pieces however small', async (_what, bytes, type) => {
    for (const pieces of [1, 3, 4096]) expect(await faults(bytes, type, pieces)).toEqual([]);
  });

  it.each<[string, Buffer]>([
    ['is no archive', Buffer.from('PK\x03\x04 and nothing else')],
    ['has no table of contents', zipOf([['word/document.xml', '<a/>']])],
    ['has two tables of contents', zipOf([sound, sound])],
    [
      'has a table with a document type',
      zipOf([[CONTENTS, `<!DOCTYPE a [<!ENTITY b "c">]>${contents(MAIN)}`]]),
    ],
    ['has a table that is no XML', zipOf([[CONTENTS, '<Types>']])],
    ['has a table beyond measure', zipOf([[CONTENTS, contents(MAIN, ' '.repeat(1_000_000))]])],
    ['has another main part', zipOf([[CONTENTS, contents('application/epub+zip')]])],
    ['begins with something else', Buffer.concat([Buffer.from('MZ'), zipOf([sound])])],
  ])('a Word document that %s is none', async (_what, bytes) => {
    expect(await faults(bytes, DOCX)).toEqual([expect.stringContaining('不是 Word 文档')]);
  });

  it.each([
    ['of its own name', 'application/vnd.ms-office.vbaProject'],
    ['by its main part', 'application/vnd.ms-word.document.macroEnabled.main+xml'],
    ['spelt with a character reference', 'application/vnd.ms-office.vba&#80;roject'],
    ['of Excel 4', 'application/vnd.ms-excel.macrosheet+xml'],
  ])('macros are found %s', async (_what, type) => {
    expect(await faults(zipOf([[CONTENTS, contents(MAIN, type)]]), DOCX)).toEqual([
      expect.stringContaining('有宏'),
    ]);
  });

  it('every difference is told at once, but a file of another size is not even read', async () => {
    const claimed = { size: 4, contentType: 'image/png' as const, sha256: '0'.repeat(64) };
    const stream = Readable.from([Buffer.from('%PDF')]);
    const told = await faultsOf({ size: 4, contentType: 'text/html', etag: '', stream }, claimed);
    expect(told.map(({ field }) => field)).toEqual(['contentType', 'contentType', 'sha256']);
    const unread = Readable.from([Buffer.from('%PDF-')]);
    const other = await faultsOf({ size: 5, contentType: 'image/png', etag: '', stream: unread }, claimed);
    expect(other.map(({ field }) => field)).toEqual(['size']);
    expect(unread.destroyed).toBe(true);
  });
});

describe('文件名: how a file may be called', () => {
  const called = (fileName: string) =>
    UploadRequest.shape.fileName.safeParse(fileName) as { success: boolean; data?: string };

  it.each([
    ['章程.pdf', '章程.pdf'],
    [' 会员 名册（2026）.xlsx ', '会员 名册（2026）.xlsx'],
    ['Cafe\u0301.pdf', 'Café.pdf'],
  ])('%j is taken as %j', (given, taken) => {
    expect(called(given).data).toBe(taken);
  });

  it.each([
    '',
    '   ',
    '.pdf',
    '..',
    'a/b.pdf',
    'a\\b.pdf',
    'a\nb.pdf',
    'a\u202Ebfdp.exe',
    'a\u200Bb.pdf',
    'a:b.pdf',
    'a"b.pdf',
    `${'a'.repeat(117)}.pdf`,
  ])('%j is refused', (given) => {
    expect(called(given).success).toBe(false);
  });

  it.each([
    ['章程.PDF', 'application/pdf', true],
    ['照片.jpeg', 'image/jpeg', true],
    ['照片.jpg', 'image/jpeg', true],
    ['章程.docm', DOCX, false],
    ['章程.pdf.exe', 'application/pdf', false],
    ['pdf', 'application/pdf', false],
    ['章程', 'application/pdf', false],
  ] as const)('%s as %s: %s', (fileName, contentType, fits) => {
    expect(endsAs(fileName, contentType)).toBe(fits);
  });
});

describe('所需材料: what each track asks for', () => {
  it('is nothing while the track or the kind is open, and for a team that cannot be registered', () => {
    expect(papersFor({}, limits)).toEqual([]);
    expect(papersFor({ track: 'filed' }, limits)).toEqual([]);
    expect(papersFor({ track: 'registered', kind: 'team' }, limits)).toEqual([]);
    expect(papersFor({ track: 'managed', kind: 'team' }, limits)).toEqual([]);
  });

  it('is a capital report for the registered who do not commit themselves, each paper once with its clause', () => {
    for (const kind of ['association', 'private-non-enterprise', 'foundation'] as const) {
      const proven = papersFor({ track: 'registered', kind, capitalProof: 'report' }, limits);
      const promised = papersFor({ track: 'registered', kind, capitalProof: 'commitment' }, limits);
      expect(proven).toEqual([...promised, limits.needed.capitalReport]);
      expect(new Set(proven.map(({ type }) => type)).size).toBe(proven.length);
      expect(proven.every(({ clause }) => clause.length > 0)).toBe(true);
    }
  });

  it('leaves room within the limits for all of it', () => {
    const one = (type: (typeof ATTACHMENT_TYPES)[number]) => ({ type });
    expect(tooMany(ATTACHMENT_TYPES.map(one), 'other', limits)).toBeUndefined();
    const full = Array.from({ length: limits.most }, (_, at) =>
      one(ATTACHMENT_TYPES[at % ATTACHMENT_TYPES.length]!),
    );
    expect(tooMany(full, 'other', limits)).toContain(`最多 ${limits.most} 个`);
    const charters = Array.from({ length: limits.mostOfType }, () => one('charter'));
    expect(tooMany(charters, 'charter', limits)).toContain('章程');
    expect(tooMany(charters, 'other', limits)).toBeUndefined();
  });
});
