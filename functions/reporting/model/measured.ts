/** What a side of an indicator counts or sums up, in words. Pure. */
import type { Measure } from '../policy/schema.ts';
import { DIMENSION_NAMES, kindNamed } from './kinds.ts';

/** What is counted or summed up, e.g. 社区社会组织的数量（途径为登记）. */
export function measureInWords(measure: Measure): string {
  if (measure.of === 'divisions')
    return { village: '村（社区）的数量', platform: '应建平台的乡镇（街道）的数量' }[measure.which];
  const { name, dimensions, values, when } = kindNamed(measure.kind)!;
  const only = Object.entries(measure.where)
    .map(
      ([dimension, words]) =>
        `${DIMENSION_NAMES[dimension]}为${words.map((word) => dimensions[dimension]![word]).join('或')}`,
    )
    .join('，');
  const what = measure.sum === 'count' ? '的数量' : `的${values[measure.sum]}之和`;
  const at = when === 'span' ? '期末' : '期内';
  return `${at}${name}${what}${only && `（${only}）`}`;
}
