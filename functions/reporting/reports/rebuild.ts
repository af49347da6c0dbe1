import { CITY } from '../../../shared/divisions/index.ts';
import { sha256 } from '../../../shared/sha256.ts';
import { allOf } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { idOf } from '../model/report.ts';
import { bytesOf, contentFor } from './contents.ts';

/** A signed version, made anew from the facts as they were known when it was drafted. */
export interface Rebuilt {
  report: string;
  version: number;
  /** SHA-256 that was signed, and of what is made now. */
  signed: string;
  made: string;
}

/** Makes every signed version of reports anew, of a subtree and a period where they are given: the same facts give the same bytes. */
export async function* rebuild(
  { division = CITY.code, period }: { division?: string | undefined; period?: string | undefined },
  deps: Pick<Deps, 'store' | 'files' | 'policyOn'>,
): AsyncGenerator<Rebuilt> {
  const heads = await allOf((list) =>
    deps.store.reportList({ which: 'signed', division, exactly: false, period }, list),
  );
  for (const head of heads)
    for (let version = 1; version <= head.version; version++) {
      const report = await deps.store.report(head.division, head.period, version);
      if (report?.state !== 'signed') continue;
      const made = sha256(bytesOf(await contentFor(report, deps)));
      yield { report: idOf(report), version, signed: report.contentHash, made };
    }
}
