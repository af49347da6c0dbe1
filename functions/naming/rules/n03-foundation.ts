import { missingDivisions, missingPart } from './composition.ts';
import { faultAt, order69, plan, type Rule } from './rule.ts';

export const foundationComposition: Rule = {
  id: 'N03',
  title: '基金会：县（市、区）+乡镇（街道）〔+村（社区）〕+字号〔+业务领域〕+基金会',
  sources: [plan(['foundation']), order69(8, ['foundation'])],
  find(judged) {
    const { reading } = judged;
    const faults = missingDivisions(judged);
    if (!reading.tradeName) faults.push(missingPart(judged, '字号'));
    else if (!reading.field) {
      faults.push(
        faultAt(
          reading,
          reading.tradeName,
          'warning',
          '方案不要求基金会名称写明业务领域，《社会组织名称管理办法》要求，建议在字号后补上',
        ),
      );
    }
    return faults;
  },
};
