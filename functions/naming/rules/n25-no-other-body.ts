import type { WordList } from '../policy/index.ts';
import type { Kind } from '../schema.ts';
import { listedWords } from './content.ts';
import { type Case, type Fault, faultAt, order69, type Rule, TEAM_DEFAULT } from './rule.ts';

export const noOtherBody: Rule = {
  id: 'N25',
  title: '不含其他法人或组织的称谓',
  sources: [order69(), TEAM_DEFAULT],
  find(judged) {
    const { reading } = judged;
    // A branch names its parent: N26 says all there is to say.
    if (reading.branch) return [];
    return [
      ...listedWords(judged, LISTS[reading.kind])
        // At the very end it stands for the form word: that is N09's, of teams N12's.
        .filter(({ end }) => end <= reading.content.end && end < reading.folded.text.length)
        .map((found) =>
          faultAt(reading, found, 'error', `名称中含有其他组织的称谓“${found.word}”，请去掉`, ''),
        ),
      ...formTwice(judged),
    ];
  },
};

/** Associations may be of associations (行业协会联合会); units and foundations may hold no other body at all. */
const LISTS: Readonly<Record<Kind, WordList>> = {
  association: 'bodiesInAssociations',
  'private-non-enterprise': 'bodiesInUnits',
  foundation: 'bodiesInUnits',
  team: 'bodies',
};

/** 志愿者协会协会: the form word said twice. Units and foundations hold no other body anyway. */
function formTwice({ reading }: Case): Fault[] {
  const { form, folded, kind } = reading;
  if (!form || form.word.length < 2 || LISTS[kind] === 'bodiesInUnits') return [];
  const start = form.start - form.word.length;
  if (!folded.text.endsWith(form.word, form.start) || start < reading.content.start) return [];
  return [faultAt(reading, { start, end: form.start }, 'error', `“${form.word}”重复，请去掉一个`, '')];
}
