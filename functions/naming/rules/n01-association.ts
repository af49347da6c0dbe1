import { missingDivisions, missingPart } from './composition.ts';
import { order69, plan, type Rule } from './rule.ts';

export const associationComposition: Rule = {
  id: 'N01',
  title: '社会团体：县（市、区）+乡镇（街道）〔+村（社区）〕+业务范围的反映+标识名称',
  sources: [plan(['association']), order69(8, ['association'])],
  find(judged) {
    const { field, tradeName, form } = judged.reading;
    const faults = missingDivisions(judged);
    if (form && !field && !tradeName && !form.carriesField)
      faults.push(missingPart(judged, '业务范围或成员组成'));
    return faults;
  },
};
