import { listedWords } from './content.ts';
import { faultAt, order69, type Rule, TEAM_DEFAULT } from './rule.ts';

export const noOtherBody: Rule = {
  id: 'N25',
  title: '不含其他法人或组织的称谓',
  sources: [order69(), TEAM_DEFAULT],
  find(judged) {
    const { reading } = judged;
    return (
      listedWords(judged, reading.kind === 'private-non-enterprise' ? 'bodiesInUnits' : 'bodies')
        // At the very end it stands for the form word: that is N09's, of teams N12's.
        .filter(({ end }) => end <= reading.content.end && end < reading.folded.text.length)
        .map((found) =>
          faultAt(reading, found, 'error', `名称中含有其他组织的称谓“${found.word}”，请去掉`, ''),
        )
    );
  },
};
