import { KIND_NAMES } from '../schema.ts';
import { missing } from './reading/read.ts';
import { type Case, type Fault, faultOfAll } from './rule.ts';

/** What the levels of divisions are called. */
export const LEVEL_NAMES = {
  county: '县（市、区）',
  township: '乡镇（街道）',
  village: '村（社区）',
} as const;

/** What each missing division of a composition is called, the whole name as the place (C2: N01, N02, N03). */
export function missingDivisions({ reading }: Case): Fault[] {
  if (isZoneAlone({ reading })) return [];
  return missing(reading.places).map((level) =>
    faultOfAll(
      reading,
      'error',
      `${KIND_NAMES[reading.kind]}名称缺少${LEVEL_NAMES[level]}名称${level === 'village' ? '（龙港市不设乡镇，县级名称后接村或社区）' : ''}`,
    ),
  );
}

/** Whether a functional zone stands in for the divisions; N07 says so, once. */
export function isZoneAlone({ reading }: Pick<Case, 'reading'>): boolean {
  const { places } = reading;
  return places.some(({ part }) => part === 'zone') && !places.some(({ part }) => part === 'county');
}

/** A missing part other than a division, the whole name as the place. */
export function missingPart(
  { reading }: Case,
  part: '字号' | '业务范围或成员组成' | '行业或业务领域',
): Fault {
  return faultOfAll(reading, 'error', `${KIND_NAMES[reading.kind]}名称缺少${part}`);
}
