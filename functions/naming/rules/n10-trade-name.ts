import { CITY, childrenOf } from '../../../shared/divisions/index.ts';
import { type Fault, faultAt, notice129, order69, type Rule } from './rule.ts';

const KINDS = ['private-non-enterprise', 'foundation'] as const;

const placeNames = new Set([CITY.name, ...childrenOf(CITY.code).map(({ name }) => name)]);
const shortNames = new Set([...placeNames].map((name) => name.slice(0, -1)));

export const tradeNameOfItsOwn: Rule = {
  id: 'N10',
  title: '字号由两个以上汉字组成，不用县级以上地名，不用语句',
  sources: [order69(undefined, KINDS), notice129(5)],
  find({ reading, policy }) {
    const { tradeName, field, folded } = reading;
    if (!tradeName) return [];
    const { min, max, sentenceWords, placesThatMeanSomethingElse, ordinaryWords } = policy.data.tradeName;
    const word = folded.text.slice(tradeName.start, tradeName.end);
    const fault = (severity: Fault['severity'], message: string) => [
      faultAt(reading, tradeName, severity, message),
    ];
    if (word.length < min) return fault('error', `字号“${word}”过短，应由${min}个以上汉字组成`);
    if (placesThatMeanSomethingElse.includes(word)) {
      return fault('warning', `字号“${word}”与县级以上行政区划名称相同，有其他明确含义的方可使用`);
    }
    if (placeNames.has(word) || shortNames.has(word) || policy.places.beyondTheCity.has(word)) {
      return fault('error', `字号不得使用县级以上行政区划名称“${word}”`);
    }
    if (word.length > max || sentenceWords.some((part) => word.includes(part))) {
      return fault('error', `字号“${word}”像一句话，字号应为${min}至${max}个字的词`);
    }
    const twice = field && folded.text.startsWith(word, field.start);
    if (field && policy.vocabulary.words.has(word) && (twice || !ordinaryWords.includes(word))) {
      return fault('error', `字号“${word}”就是业务领域的词，应与业务领域有明显区别`);
    }
    return [];
  },
};
