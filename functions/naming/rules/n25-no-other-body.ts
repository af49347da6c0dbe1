import type { WordList } from '../policy/index.ts';
import { listedWords } from './content.ts';
import { type Case, faultAt, order69, type Rule, TEAM_DEFAULT } from './rule.ts';

export const noOtherBody: Rule = {
  id: 'N25',
  title: '不含其他法人或组织的称谓',
  sources: [order69(), TEAM_DEFAULT],
  find(judged) {
    const { reading } = judged;
    // A branch names its parent: N26 says all there is to say.
    if (reading.branch) return [];
    return (
      listedWords(judged, otherBodiesIn(judged))
        // At the very end it stands for the form word: that is N09's, of teams N12's.
        .filter(({ end }) => end <= reading.content.end && end < reading.folded.text.length)
        .map((found) =>
          faultAt(reading, found, 'error', `名称中含有其他组织的称谓“${found.word}”，请去掉`, ''),
        )
    );
  },
};

/**
 * An association of associations names them (行业协会联合会), and where no form word of associations ends the name, one
 * inside it is what was meant: N09 says so. Nothing else that is registered holds another body.
 */
export function otherBodiesIn({ reading, policy }: Case): WordList {
  const { kind, form } = reading;
  if (kind === 'team') return 'bodies';
  if (kind !== 'association') return 'bodiesInUnits';
  const ownForm = form?.kinds.includes(kind) && !policy.data.otherBodies.unions.includes(form.word);
  return ownForm ? 'bodiesInUnits' : 'bodiesInUnions';
}
