import type { MatchingData } from '../policy/schema.ts';
import type { Resource } from './listing.ts';

/** Why a source may not pay an organisation of a class (M2.3); undefined when it may. */
export function payeeFault(
  { facts: { gift } }: Resource,
  grade: string,
  payees: MatchingData['payees'],
): string | undefined {
  if (gift.type !== 'funds') return undefined;
  const rule = payees.find(({ source }) => source === gift.source);
  if (!rule || rule.classes.includes(grade)) return undefined;
  return `这个渠道的资金不能付给这一类型的组织：${rule.clause}`;
}
