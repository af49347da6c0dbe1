import { listedWords, opposedWords } from './content.ts';
import { type Fault, faultAt, faultOfAll, order69, type Rule, TEAM_DEFAULT } from './rule.ts';

export const healthyAndConcise: Rule = {
  id: 'N21',
  title: '含义明确健康，文字简洁',
  sources: [order69(7), TEAM_DEFAULT],
  find(judged) {
    const { reading, policy } = judged;
    const { min, max } = policy.data.length;
    const length = [...reading.folded.name].length;
    const faults: Fault[] = [];
    const hasContent = reading.tradeName || reading.field;
    if (length > max) faults.push(faultOfAll(reading, 'error', `名称有${length}个字，最多${max}个字`));
    if (length < min && hasContent)
      faults.push(faultOfAll(reading, 'error', `名称只有${length}个字，至少${min}个字`));
    for (const found of listedWords(judged, 'unhealthy')) {
      faults.push(faultAt(reading, found, 'error', `“${found.word}”有违公序良俗或者不健康，不得使用`, ''));
    }
    for (const found of opposedWords(judged)) {
      const message = `名称以反对、预防“${found.word}”为内容，请审查人员确认`;
      faults.push(faultAt(reading, found, 'warning', message));
    }
    return faults;
  },
};
