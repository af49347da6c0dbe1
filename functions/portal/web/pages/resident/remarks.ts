/** What an applicant is asked to put right: the authority's last correction, or the naming service's refusal. */
import type { Application } from './types.ts';

export interface Remark {
  pointer: string;
  detail: string;
}

/** Remarks that stand now; none once the application is out of the applicant's hands. */
export function remarksOf({
  state,
  corrections,
  nameAnswer,
}: Pick<Application, 'state' | 'corrections' | 'nameAnswer'>): readonly Remark[] {
  if (state !== 'correcting') return [];
  // Where the name was refused last, that is why the application came back.
  if (nameAnswer?.outcome === 'refused')
    return nameAnswer.findings
      .filter(({ severity }) => severity === 'error')
      .map(({ message, clause }) => ({ pointer: '#/draft/name', detail: `${message}（${clause}）` }));
  return corrections.at(-1)?.fields ?? [];
}

/** Remarks by the path of their field in the draft (`leaders.0.phone`), of attachments by `attachments.charter`. */
export function byField(remarks: readonly Remark[]): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { pointer, detail } of remarks) {
    const field = pointer.replace(/^#\/(draft\/)?/, '').replaceAll('/', '.');
    found[field] = found[field] === undefined ? detail : `${found[field]}；${detail}`;
  }
  return found;
}

/** What concerns a field or anything within it, in one sentence. */
export function within(found: Readonly<Record<string, string>>, field: string): string | undefined {
  const here = Object.entries(found)
    .filter(([path]) => path === field || path.startsWith(`${field}.`))
    .map(([, detail]) => detail);
  return here.length > 0 ? here.join('；') : undefined;
}
