import { faultAt, plan, type Rule } from './rule.ts';

export const fullDivisionNames: Rule = {
  id: 'N08',
  title: '行政区划用全称',
  sources: [plan()],
  find({ reading }) {
    return reading.places
      .filter(({ truncated, division }) => truncated && division)
      .map((token) => {
        const { name } = token.division!;
        const word = reading.folded.text.slice(token.start, token.end);
        const severity = reading.kind === 'team' ? 'warning' : 'error';
        return faultAt(reading, token, severity, `“${word}”应写全称“${name}”`, name);
      });
  },
};
