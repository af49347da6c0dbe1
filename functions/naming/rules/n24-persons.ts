import { KIND_NAMES } from '../schema.ts';
import { listedWords } from './content.ts';
import { type Case, type Fault, faultAt, order69, type Rule, TEAM_DEFAULT } from './rule.ts';

export const persons: Rule = {
  id: 'N24',
  title: '使用人名的限制',
  sources: [order69(15), TEAM_DEFAULT],
  find(judged) {
    const { reading } = judged;
    return [
      ...listedWords(judged, 'never').map((found) =>
        faultAt(
          reading,
          found,
          'error',
          `不得以党和国家领导人、老一辈革命家、政治活动家的姓名“${found.word}”命名`,
          '',
        ),
      ),
      ...listedWords(judged, 'outstanding').map((found) =>
        faultAt(reading, found, 'warning', askForPaper(judged, found.word)),
      ),
      ...surnameHint(judged),
    ];
  },
};

function askForPaper({ reading }: Case, word: string): string {
  return reading.kind === 'association'
    ? `${KIND_NAMES.association}一般不以人名命名，“${word}”须属科技、文化、卫生、教育、艺术等领域的杰出人物，请附说明`
    : `以“${word}”命名，须在该领域有重要贡献并附证明材料；在世的须附本人同意书`;
}

/** A surname-shaped trade name is a hint only: most are ordinary words. */
function surnameHint({ reading, policy }: Case): Fault[] {
  const { tradeName, kind, folded } = reading;
  if (!tradeName || (kind !== 'private-non-enterprise' && kind !== 'foundation')) return [];
  const word = folded.text.slice(tradeName.start, tradeName.end);
  const shaped = word.length >= 2 && word.length <= 3 && policy.data.persons.surnames.includes(word[0]!);
  return shaped
    ? [faultAt(reading, tradeName, 'info', `字号“${word}”如果是人名，须附本人同意书或者贡献证明`)]
    : [];
}
