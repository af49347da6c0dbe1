import { missingDivisions, missingPart } from './composition.ts';
import { order69, plan, type Rule } from './rule.ts';

export const unitComposition: Rule = {
  id: 'N02',
  title: '民办非企业单位：县（市、区）+乡镇（街道）〔+村（社区）〕+字号+行业或业务领域+组织形式',
  sources: [plan(['private-non-enterprise']), order69(8, ['private-non-enterprise'])],
  find(judged) {
    const { field, tradeName, form } = judged.reading;
    const faults = missingDivisions(judged);
    if (!tradeName) faults.push(missingPart(judged, '字号'));
    if (!field && !form?.carriesField) faults.push(missingPart(judged, '行业或业务领域'));
    return faults;
  },
};
