import { listedWords } from './content.ts';
import { faultAt, order69, type Rule, TEAM_DEFAULT } from './rule.ts';

export const noNationalWords: Rule = {
  id: 'N22',
  title: '不用“中国”“全国”“国际”等字样和“第一”“最高”等用语',
  sources: [order69(8), TEAM_DEFAULT],
  find(judged) {
    const { reading, policy } = judged;
    const { superlatives } = policy.data.national;
    const before = reading.places
      .filter(({ part }) => part === 'qualifier')
      .map(({ start, end }) => ({ start, end, word: reading.folded.text.slice(start, end) }))
      .filter(({ word }) => policy.listed.national.has(word));
    const errors = [...before, ...listedWords(judged, 'national')].map((found) =>
      faultAt(
        reading,
        found,
        'error',
        superlatives.includes(found.word)
          ? `不得使用“${found.word}”等最高级或排序用语`
          : `地方社会组织名称不得使用“${found.word}”字样`,
        '',
      ),
    );
    const warnings = listedWords(judged, 'qualifying').map((found) =>
      faultAt(reading, found, 'warning', `“${found.word}”用来限定业务领域，是否符合国家规定由审查人员判断`),
    );
    return [...errors, ...warnings];
  },
};
