import { hasTownships } from '../../../shared/divisions/index.ts';
import { faultAt, plan, type Rule } from './rule.ts';

/** 龙港市 has no townships: county-level name and community are complete; N01-N03 ask for the community. */
export const countyWithoutTownships: Rule = {
  id: 'N06',
  title: '龙港市不设乡镇，县级名称后直接写村或社区',
  sources: [plan(['association', 'private-non-enterprise', 'foundation'])],
  find({ reading }) {
    const county = reading.places.find(({ part }) => part === 'county')?.division;
    const township = reading.places.find(({ part, division }) => part === 'township' && !division);
    if (!county || hasTownships(county.code) || !township) return [];
    return [faultAt(reading, township, 'error', `${county.name}不设乡镇（街道），请直接写村或社区名称`)];
  },
};
