import { isZoneAlone } from './composition.ts';
import { faultAt, order69, plan, type Rule } from './rule.ts';

export const zonesWithDivision: Rule = {
  id: 'N07',
  title: '开发区、新区等名称须与行政区划连用',
  sources: [plan(['association', 'private-non-enterprise', 'foundation']), order69()],
  find(judged) {
    if (!isZoneAlone(judged)) return [];
    const zone = judged.reading.places.find(({ part }) => part === 'zone')!;
    return [
      faultAt(
        judged.reading,
        zone,
        'error',
        '开发区、新区等功能区不是行政区划，不能单独使用，应写明所在县（市、区）和乡镇（街道）',
      ),
    ];
  },
};
