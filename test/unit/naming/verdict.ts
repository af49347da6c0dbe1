import { namingPolicyOn } from '../../../functions/naming/policy/index.ts';
import { judge } from '../../../functions/naming/rules/judge.ts';
import type { Finding, Kind } from '../../../functions/naming/schema.ts';

export const TODAY = '2026-11-23';

interface Asked {
  kind?: Kind;
  division?: string;
  scope?: string;
  on?: string;
}

/** What the rules find in a name. */
export function findingsIn(
  name: string,
  { kind = 'association', on = TODAY, ...more }: Asked = {},
): Finding[] {
  return judge({ name, kind, on, ...more }, namingPolicyOn(on)).findings;
}

/** The rules that a name breaks, in order, each once; `severity` asks for warnings or notes instead. */
export function broken(name: string, asked: Asked = {}, severity: Finding['severity'] = 'error'): string {
  const rules = findingsIn(name, asked).filter((finding) => finding.severity === severity);
  return [...new Set(rules.map(({ rule }) => rule))].join(',');
}
