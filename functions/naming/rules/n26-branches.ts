import { faultAt, order69, type Rule, TEAM_DEFAULT } from './rule.ts';

export const branches: Rule = {
  id: 'N26',
  title: '分会、专业委员会、代表处等是分支（代表）机构的称谓',
  sources: [order69(17), order69(18), TEAM_DEFAULT],
  find({ reading }) {
    const { branch, folded } = reading;
    if (!branch) return [];
    const word = folded.text.slice(branch.start, branch.end);
    const message = `“${word}”是分支（代表）机构或内设机构的称谓，前面应冠社会组织全称，不能作为新设社会组织的名称`;
    return [faultAt(reading, branch, 'error', message, '')];
  },
};
