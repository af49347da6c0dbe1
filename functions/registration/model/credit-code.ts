/**
 * The unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters; the registering department and kind of
 * body (5 civil affairs: 51 association, 52 unit, 53 foundation, 59 other), the authority's division, an organisation
 * code of its own check character (GB 11714), and a check character over all.
 */
import type { Kind } from '../../../shared/events/shapes.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

const PREFIXES: Readonly<Partial<Record<Kind, string>>> = {
  association: '51',
  'private-non-enterprise': '52',
  foundation: '53',
};

/** What is wrong with a code. */
export type CreditCodeFault = 'form' | 'organisation-check' | 'check' | 'kind' | 'division';

/** The faults, for whoever has to put them right. */
export const CREDIT_CODE_FAULTS: Readonly<Record<CreditCodeFault, string>> = {
  form: '应为 18 位统一社会信用代码（GB 32100），不含字母 I、O、S、V、Z',
  'organisation-check': '第 17 位（主体标识码的校验位）不对，请核对',
  check: '最后一位校验码不对，请核对',
  kind: '前两位与组织类别不符：社会团体 51，民办非企业单位 52，基金会 53',
  division: '第 3 至 8 位应为登记机关的行政区划代码',
};

/**
 * The first fault of a code, or undefined when it is sound.
 * @param expected what the code has to fit: the kind of body, and the division (6 digits) of its authority
 */
export function creditCodeFault(
  code: string,
  expected: { kind?: Kind; division?: string } = {},
): CreditCodeFault | undefined {
  if (!/^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{8}[0-9X][0-9A-HJ-NP-RTUWXY]$/.test(code))
    return 'form';
  if (organisationCheck(code.slice(8, 16)) !== code[16]) return 'organisation-check';
  if (checkCharacter(code.slice(0, 17)) !== code[17]) return 'check';
  const prefix = expected.kind && PREFIXES[expected.kind];
  if (prefix !== undefined && !code.startsWith(prefix)) return 'kind';
  if (expected.division !== undefined && code.slice(2, 8) !== expected.division.slice(0, 6).padEnd(6, '0'))
    return 'division';
  return undefined;
}

/** The check character of the first 17 characters. */
export function checkCharacter(first17: string): string {
  return ALPHABET[(31 - (weighted(first17, WEIGHTS) % 31)) % 31]!;
}

/** The check character of an organisation code's eight: 10 is written X, 11 is 0. */
export function organisationCheck(eight: string): string {
  const check = 11 - (weighted(eight, ORGANISATION_WEIGHTS, ORGANISATION_ALPHABET) % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** GB 11714 counts all letters, A as 10 to Z as 35. */
const ORGANISATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

function weighted(text: string, weights: readonly number[], alphabet = ALPHABET): number {
  return weights.reduce((sum, weight, index) => sum + weight * alphabet.indexOf(text[index]!), 0);
}
