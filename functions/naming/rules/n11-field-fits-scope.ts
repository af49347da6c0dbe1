import { faultAt, order69, type Rule } from './rule.ts';
import { segment } from './vocabulary.ts';

export const fieldFitsScope: Rule = {
  id: 'N11',
  title: '名称反映的业务范围与宗旨、业务范围相符',
  sources: [order69(6)],
  find({ reading, policy, scope }) {
    const { field, folded } = reading;
    if (!scope || !field) return [];
    const word = folded.text.slice(field.start, field.end);
    const groups = new Set(groupsIn(word));
    if (groups.size === 0 || groupsIn(scope).some((group) => groups.has(group))) return [];
    return [faultAt(reading, field, 'warning', `宗旨和业务范围里没有与“${word}”相符的内容，请核对`)];

    function groupsIn(text: string): number[] {
      return segment(text, policy.vocabulary).flatMap((piece) => policy.fieldGroups.get(piece.word) ?? []);
    }
  },
};
