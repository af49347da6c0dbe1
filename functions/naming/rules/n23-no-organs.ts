import { listedWords, offices } from './content.ts';
import { faultAt, order69, type Rule, TEAM_DEFAULT } from './rule.ts';

export const noOrgans: Rule = {
  id: 'N23',
  title: '不用党政军机关、政党、其他组织、企业和宗教的名称',
  sources: [order69(), TEAM_DEFAULT],
  find(judged) {
    const { reading } = judged;
    // Every body has its 宣传部 and 组织部: in a branch's own part they are no organs, N26 says what they are.
    const organs = [...listedWords(judged, 'organs'), ...offices(judged)].filter(
      ({ start }) => !reading.branch || start < reading.branch.start,
    );
    return [
      ...organs.map((found) =>
        faultAt(
          reading,
          found,
          'error',
          `“${found.word}”会使人误认为机关、政党、宗教或其他单位，不得使用`,
          '',
        ),
      ),
      ...listedWords(judged, 'custom').map((found) =>
        faultAt(reading, found, 'warning', `“${found.word}”约定俗成，请审查人员确认不会使人误解`),
      ),
    ];
  },
};
