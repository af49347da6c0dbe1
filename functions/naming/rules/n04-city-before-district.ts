import { CITY, isMunicipalDistrict } from '../../../shared/divisions/index.ts';
import { faultAt, notice129, plan, type Rule } from './rule.ts';

export const cityBeforeDistrict: Rule = {
  id: 'N04',
  title: '市辖区前加设区市名称',
  sources: [plan(['association', 'private-non-enterprise', 'foundation']), notice129(4)],
  find({ reading }) {
    const county = reading.places.find(({ part }) => part === 'county');
    if (!county?.division || !isMunicipalDistrict(county.division.code)) return [];
    if (reading.places.some(({ part }) => part === 'city')) return [];
    const { name } = county.division;
    return [faultAt(reading, county, 'error', `${name}是市辖区，前面应加“${CITY.name}”`, CITY.name + name)];
  },
};
