import { missing } from './reading/read.ts';
import { type Fault, faultAt, faultOfAll, plan, type Rule, TEAM_DEFAULT } from './rule.ts';

export const teamComposition: Rule = {
  id: 'N12',
  title: '群众活动团队：写明到乡镇（街道）的行政区划、活动内容和团队称谓，不用法人的组织形式',
  sources: [plan(['team']), TEAM_DEFAULT],
  find({ reading, policy }) {
    const { field, tradeName, form, branch, folded, places } = reading;
    const faults: Fault[] = [];
    if (missing(places).length > 0) {
      faults.push(faultOfAll(reading, 'warning', '建议写明县（市、区）和乡镇（街道），龙港市写明社区'));
    }
    const legal = policy.data.legalPersonForms.words.find((word) => folded.text.endsWith(word));
    if (legal) {
      const end = folded.text.length;
      const message = `“${legal}”是法人的组织形式，群众活动团队不得使用，可用：队、团、组、社、会、站、室等`;
      const suggestion = policy.data.suggestions.form.team;
      faults.push(faultAt(reading, { start: end - legal.length, end }, 'error', message, suggestion));
    } else if (!form) {
      // A branch's ending instead of a form word is N26's.
      if (!branch)
        faults.push(faultOfAll(reading, 'error', '缺少团队称谓，可用：队、团、组、社、会、站、室、坊、班等'));
    } else if (!field && !tradeName && !form.carriesField) {
      faults.push(faultOfAll(reading, 'error', '缺少活动内容，例如“志愿服务”“合唱”“广场舞”'));
    }
    return faults;
  },
};
