/** Whether signed reports are as they were signed, to the last byte: for operators, over a whole table. */

import { sha256 } from '../../../shared/sha256.ts';
import { AUDIT, type ChainedEntry, canonicalJson } from '../../../shared/store/audit.ts';
import { withoutKeys } from '../../../shared/store/condition.ts';
import type { Content } from '../model/content.ts';
import { openOf } from '../model/open.ts';
import { idOf, type Report, sealOf } from '../model/report.ts';
import { isOpen } from '../store/open.ts';
import { headOf, isSignedHead, isVersion, reportAggregate, versionIn } from '../store/reports.ts';

type Item = Record<string, unknown> & { PK: string; SK: string };

/** Something about a signed report that is not as it was signed. */
export interface AlteredReport {
  report: string;
  version: number;
  fault: string;
}

/**
 * Holds every signed report against its content's bytes, its seal, the entry of its signature in the audit trail, the head by
 * which it is listed and what is public of it.
 * @param items of the whole table
 * @param bytesOf the bytes under a key of the bucket; undefined when there are none
 */
export async function verifyReports(
  items: AsyncIterable<Item>,
  bytesOf: (key: string) => Promise<Uint8Array | undefined>,
): Promise<{ signed: number; altered: AlteredReport[] }> {
  const { reports, signatures, heads, open } = await gathered(items);
  const altered: AlteredReport[] = [];
  const latest = new Map<string, { report: Report; bytes: Uint8Array | undefined }>();
  for (const report of reports.sort((a, b) => compare(nameOf(a), nameOf(b)))) {
    const bytes = await bytesOf(report.contentKey);
    const signature = signatures.get(nameOf(report));
    const faults = [...faultsOfContent(report, bytes), ...faultsOfRecord(report, signature)];
    altered.push(...faults.map((fault) => ({ report: idOf(report), version: report.version, fault })));
    if (report.version >= (latest.get(idOf(report))?.report.version ?? 0))
      latest.set(idOf(report), { report, bytes: faults.length === 0 ? bytes : undefined });
  }
  for (const [id, { report, bytes }] of latest) {
    const { version } = report;
    if (canonicalJson(heads.get(id)) !== canonicalJson(headOf(report)))
      altered.push({ report: id, version, fault: 'the head by which it is listed is another' });
    const content = bytes && (JSON.parse(Buffer.from(bytes).toString('utf8')) as Content);
    if (content && canonicalJson(open.get(id)) !== canonicalJson(openOf(report, content)))
      altered.push({ report: id, version, fault: 'its open data say something else' });
  }
  const there = new Set(reports.map(nameOf));
  for (const [name, { detail }] of signatures)
    if (!there.has(name))
      altered.push({
        report: name.split(' ')[0]!,
        version: Number(detail.version),
        fault: 'it was signed, and is gone or no longer signed',
      });
  return { signed: reports.length, altered };
}

/** The hash of all that is stored of a report: it stands with its signature in the audit trail. */
export const recordHash = (report: Report): string => sha256(canonicalJson(report));

function faultsOfContent({ contentHash }: Report, bytes: Uint8Array | undefined): string[] {
  if (!bytes) return ['its content is gone'];
  const found = sha256(bytes);
  return found === contentHash ? [] : [`its content has hash ${found}, not ${contentHash}`];
}

function faultsOfRecord(report: Report, signature: ChainedEntry | undefined): string[] {
  const faults: string[] = [];
  const seal = sealOf(report as Parameters<typeof sealOf>[0]);
  if (canonicalJson(report.seal) !== canonicalJson(seal)) faults.push('what is sealed is not what it says');
  const sealHash = sha256(canonicalJson(report.seal));
  if (sealHash !== report.sealHash) faults.push(`its seal has hash ${sealHash}, not ${report.sealHash}`);
  if (!signature) return [...faults, 'its signature does not stand in the audit trail'];
  for (const name of ['contentHash', 'sealHash'] as const)
    if (signature.detail[name] !== report[name])
      faults.push(`its ${name} is ${report[name]}, in the audit trail ${signature.detail[name]}`);
  if (signature.detail.recordHash !== recordHash(report)) faults.push('its record is not as it was signed');
  return faults;
}

async function gathered(items: AsyncIterable<Item>) {
  const reports: Report[] = [];
  const signatures = new Map<string, ChainedEntry>();
  const heads = new Map<string, unknown>();
  const open = new Map<string, unknown>();
  for await (const item of items) {
    if (isVersion(item)) {
      const report = versionIn(item);
      if (report.state === 'signed') reports.push(report);
    } else if (isSignedHead(item)) heads.set(idOf(item as never), withoutKeys(item));
    else if (isOpen(item)) open.set(idOf(item as never), withoutKeys(item));
    else if (item.PK.startsWith(AUDIT + reportAggregate('')) && item.action === 'signed') {
      const entry = item as unknown as ChainedEntry;
      const id = entry.aggregate.slice(reportAggregate('').length);
      signatures.set(`${id} ${entry.detail.version}`, entry);
    }
  }
  return { reports, signatures, heads, open };
}

const nameOf = (report: Report) => `${idOf(report)} ${report.version}`;
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
