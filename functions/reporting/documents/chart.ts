/** Draws bars over names as SVG, the same bytes for the same figures. Pure. */

/** The font that they are set in (fonts/). */
export const FONT = 'Noto Sans SC';

export interface Bar {
  name: string;
  /** Undefined where there is nothing to be said: no bar is drawn. */
  value: number | undefined;
  /** The value as people read it. */
  text: string;
  /** Drawn in the colour of what falls short. */
  short?: boolean;
}

export interface Chart {
  title: string;
  /** What the second bars are of, when there are any. */
  legend?: { bars: string; second: string };
  bars: readonly (Bar & { second?: Omit<Bar, 'name'> })[];
  /** A line across all bars. */
  target?: { name: string; value: number };
}

const WIDTH = 800;
const TOP = 92;
const BOTTOM = 28;
const RIGHT = 150;
const ROW = 34;
const ROW_OF_TWO = 52;
const SIZE = 15;
const COLOURS = { bar: '#2f6db3', short: '#c96f2b', second: '#a9bfd6', target: '#b3261e', text: '#1c1c1c' };

/** The drawing with its title; labels are left out for tests that look for what they add. */
export function drawn(chart: Chart, { labels = true } = {}): { svg: string; title: string } {
  const { title, legend, bars, target } = chart;
  const row = legend ? ROW_OF_TWO : ROW;
  const height = TOP + bars.length * row + BOTTOM;
  const left = 24 + Math.max(4, ...bars.map(({ name }) => widthOf(name))) * SIZE;
  const most = Math.max(
    ...bars.flatMap(({ value = 0, second }) => [value, second?.value ?? 0]),
    target?.value ?? 0,
    1e-9,
  );
  const x = (value: number) => left + (Math.max(value, 0) / most) * (WIDTH - left - RIGHT);
  const text = (at: readonly [number, number], words: string, more = '') =>
    labels
      ? `<text x="${round(at[0])}" y="${round(at[1])}" fill="${COLOURS.text}" font-size="${SIZE}" ${more}>${escaped(words)}</text>`
      : '';
  const bar = ([left, y, height]: readonly [number, number, number], value: number, colour: string) =>
    `<rect x="${left}" y="${round(y)}" width="${round(x(value) - left)}" height="${height}" fill="${colour}"/>`;
  const parts = bars.flatMap(({ name, value, text: words, short, second }, at) => {
    const y = TOP + at * row;
    return [
      text([left - 8, y + (legend ? 30 : 21)], name, 'text-anchor="end"'),
      value === undefined ? '' : bar([left, y + 5, 22], value, short ? COLOURS.short : COLOURS.bar),
      text([x(value ?? 0) + 6, y + 21], words),
      second && second.value !== undefined ? bar([left, y + 29, 14], second.value, COLOURS.second) : '',
      second ? text([x(second.value ?? 0) + 6, y + 42], second.text) : '',
    ];
  });
  const line = target && [
    `<line x1="${round(x(target.value))}" x2="${round(x(target.value))}" y1="${TOP - 6}" y2="${height - BOTTOM}" stroke="${COLOURS.target}" stroke-width="2" stroke-dasharray="6 4"/>`,
    text([x(target.value), TOP - 14], target.name, 'text-anchor="middle"'),
  ];
  const key = legend && [
    `<rect x="${left}" y="56" width="14" height="14" fill="${COLOURS.bar}"/>`,
    text([left + 20, 69], legend.bars),
    `<rect x="${left + 160}" y="56" width="14" height="14" fill="${COLOURS.second}"/>`,
    text([left + 180, 69], legend.second),
  ];
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="${FONT}">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    labels
      ? `<text x="${WIDTH / 2}" y="36" fill="${COLOURS.text}" font-size="20" text-anchor="middle">${escaped(title)}</text>`
      : '',
    ...(key ?? []),
    ...parts,
    ...(line ?? []),
    '</svg>',
  ]
    .filter((part) => part !== '')
    .join('\n');
  return { svg, title };
}

/** In widths of a Chinese character. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 1 : 0.6), 0);

const round = (value: number) => Math.round(value * 100) / 100;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign]!);
