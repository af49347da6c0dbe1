import { type Case, type Fault, order69, type Rule, TEAM_DEFAULT } from './rule.ts';

/** Sorts of characters that are no standard Chinese characters, with what to say of a run of them. */
const FOREIGN: readonly { shape: RegExp; message: (run: string) => string }[] = [
  { shape: /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{M}]+/gu, message: () => '含有不可见字符或控制字符，请删去' },
  { shape: /\p{Z}+/gu, message: () => '含有空格，请删去' },
  {
    shape: /[\p{Script=Latin}ａ-ｚＡ-Ｚ]+/gu,
    message: (run) => `不得使用字母或拼音“${run}”，请改用规范汉字`,
  },
  { shape: /(?!〇)[\p{N}]+/gu, message: (run) => `不得使用数字“${run}”，可用汉字数字` },
  { shape: /[\p{P}\p{S}]+/gu, message: (run) => `不得使用标点或符号“${run}”` },
  {
    shape: /(?!\p{Script=Latin})[^\p{Script=Han}\p{P}\p{S}\p{N}\p{Z}\p{C}\p{M}]+/gu,
    message: (run) => `“${run}”不是规范汉字`,
  },
  { shape: /[\u{20000}-\u{3ffff}]+/gu, message: (run) => `“${run}”不在规范汉字常用范围内，请改用规范汉字` },
];

const QUOTATION_MARKS = /^[“”‘’「」『』＂"]+$/;

export const standardCharacters: Rule = {
  id: 'N20',
  title: '使用规范汉字，不用字母、拼音、阿拉伯数字、标点、繁体字',
  sources: [order69(7), TEAM_DEFAULT],
  find(judged) {
    return [...foreign(judged), ...traditional(judged), ...compatibility(judged)].sort(
      (a, b) => a.start - b.start,
    );
  },
};

function foreign({ reading }: Case): Fault[] {
  const { name } = reading.folded;
  return FOREIGN.flatMap(({ shape, message }) =>
    [...name.matchAll(shape)].map((match) => {
      const run = match[0];
      const quotes = reading.kind === 'team' && QUOTATION_MARKS.test(run);
      return {
        severity: quotes ? ('info' as const) : ('error' as const),
        message: quotes ? '团队名称中的引号仅作提示，建议不用' : message(run),
        start: match.index,
        end: match.index + run.length,
        suggestion: '',
      };
    }),
  );
}

function traditional({ reading }: Case): Fault[] {
  const { name } = reading.folded;
  const runs: { start: number; end: number; simplified: string }[] = [];
  for (const one of reading.folded.traditional) {
    const last = runs.at(-1);
    if (last?.end === one.start) {
      last.end = one.end;
      last.simplified += one.simplified;
    } else runs.push({ ...one });
  }
  return runs.map(({ start, end, simplified }) => ({
    severity: 'error',
    message: `繁体字“${name.slice(start, end)}”应写作“${simplified}”`,
    start,
    end,
    suggestion: simplified,
  }));
}

/** Look-alikes of Han characters: Kangxi radicals and compatibility ideographs. */
function compatibility({ reading }: Case): Fault[] {
  return [...reading.folded.name.matchAll(/[\u2e80-\u2fdf\uf900-\ufaff]/gu)].map((match) => {
    const plain = match[0].normalize('NFKC');
    return {
      severity: 'error',
      message: `“${match[0]}”是兼容字形，应写作“${plain}”`,
      start: match.index,
      end: match.index + match[0].length,
      suggestion: plain,
    };
  });
}
