import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { examine, suggestionsFor } from '../../functions/naming/examine.ts';
import { namingPolicyOn } from '../../functions/naming/policy/index.ts';
import { Kind } from '../../functions/naming/schema.ts';

/** The day of the benchmark's rules. */
export const ON = '2026-11-23';

/** The names of test/data as bodies of POST /v1/names/check. */
export function requests(): { name: string; kind: Kind; division?: string }[] {
  return ['names-public.tsv', 'names-real.tsv'].flatMap((file) => {
    const [head = '', ...lines] = readFileSync(join(import.meta.dirname, '../data', file), 'utf8')
      .trim()
      .split('\n');
    const columns = head.split('\t');
    return lines.map((line) => {
      const cells = line.split('\t');
      const division = cells[columns.indexOf('division')] ?? '';
      return {
        name: cells[columns.indexOf('name')]!,
        kind: Kind.parse(cells[columns.indexOf('kind')]),
        ...(division !== '' && { division }),
      };
    });
  });
}

/** How many keys the check of a name reads, by call. */
export async function callsOf(request: ReturnType<typeof requests>[number]): Promise<number[]> {
  const calls: number[] = [];
  const lookup = async (_: string, signatures: readonly string[]) => {
    calls.push(signatures.length);
    return [];
  };
  const proposal = { ...request, on: ON };
  const policy = namingPolicyOn(ON);
  const now = `${ON}T00:00:00.000Z`;
  const examination = await examine(proposal, policy, lookup, now);
  if (!examination.ok) await suggestionsFor(proposal, examination, policy, lookup, now);
  return calls;
}
