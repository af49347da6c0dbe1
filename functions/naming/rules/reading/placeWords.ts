import {
  CITY,
  childrenOf,
  type Division,
  divisionsWithin,
  type Level,
} from '../../../../shared/divisions/index.ts';

/** A word by which a name can mean a division: its full name, or the short form without 区/县/街道/镇/乡/村/社区. */
export interface PlaceWord {
  word: string;
  division: Division;
  truncated: boolean;
}

/**
 * A short form this long can hardly be an ordinary word: such village names are read even where nothing before them
 * tells the township.
 */
const UNMISTAKABLE = 3;

const ENDINGS: Readonly<Record<Division['level'], RegExp>> = {
  city: /市$/,
  county: /[区县市]$/,
  township: /(畲族)?(街道|镇|乡)$/,
  village: /(社区|居委会|村|新村)$/,
};

const words = new Map<string, PlaceWord[]>();
for (const division of [
  CITY,
  ...childrenOf(CITY.code),
  ...divisionsWithin(CITY.code, 'township'),
  ...divisionsWithin(CITY.code, 'village'),
]) {
  for (const word of wordsFor(division)) {
    const key = word.word.slice(0, 2);
    const list = words.get(key);
    if (list) list.push(word);
    else words.set(key, [word]);
  }
}

function wordsFor(division: Division): PlaceWord[] {
  const { name, level } = division;
  const full = { word: name, division, truncated: false };
  const short = name.replace(ENDINGS[level], '');
  if (short.length < 2 || short === name) return [full];
  const shorts = [short, ...(/畲族[镇乡]$/.test(name) ? [name.replace('畲族', '')] : [])];
  return [full, ...shorts.map((word) => ({ word, division, truncated: true }))];
}

for (const list of words.values()) {
  list.sort(
    (a, b) =>
      b.word.length - a.word.length ||
      Number(a.truncated) - Number(b.truncated) ||
      (a.division.code < b.division.code ? -1 : 1),
  );
}

/**
 * The divisions whose full or short name begins at a position of the text, longest word first, full names before
 * short ones, then by code: the same text always gives the same list.
 */
export function placesAt(text: string, position: number): PlaceWord[] {
  const candidates = words.get(text.slice(position, position + 2)) ?? [];
  return candidates.filter(({ word }) => text.startsWith(word, position));
}

/** Whether a short village name is long enough and its own enough to be read without a township before it. */
export function isUnmistakable({ word, division }: PlaceWord): boolean {
  if (word.length < UNMISTAKABLE) return false;
  const others = words.get(word.slice(0, 2))!.filter((other) => other.word === word);
  return others.every((other) => other.division.code === division.code);
}

/** Words that end like a division but are none. */
const ORDINARY =
  /(城镇|乡镇|古镇|小镇|集镇|重镇|家乡|城乡|下乡|回乡|同乡|异乡|水乡|侨乡|老乡|故乡|返乡|还乡|[社小园城山校景辖片街市郊地特新老库灾营厂]区|[城都超菜夜门股集楼]市)$/u;
const ORDINARY_VILLAGE =
  /^(?:.{0,2}[乡农渔]村|(?:小|古|深|大|美丽|关爱|支援)?山村|新村|.?(?:智慧|数字|未来|学习|农村|城乡|小区|街道|乡村|现代|民族|困难|特殊|居民|村民)(?:社区|村))/u;
/** Words that praise a place are names of villages, too: only what is done for the place tells them apart. */
const PRAISED_VILLAGE =
  /^(?:和谐|平安|美丽|幸福|健康|文明|绿色)(?:社区|村)(?=建设|发展|创建|共建|促进|治理|营造)/u;

/** Whether what stands at a position and ends like a village is an ordinary word: 农村, 智慧社区, 幸福社区建设. */
export function isOrdinaryVillage(text: string, position: number, length: number): boolean {
  const ordinary = ORDINARY_VILLAGE.exec(text.slice(position, position + length))?.[0].length === length;
  return ordinary || PRAISED_VILLAGE.exec(text.slice(position))?.[0].length === length;
}

/** 新城区 is an ordinary word and may be a district's name: a township in full after it tells. */
function isOrdinary(text: string, position: number, level: Level, length: number): boolean {
  if (level === 'village') return isOrdinaryVillage(text, position, length);
  if (!ORDINARY.test(text.slice(position, position + length))) return false;
  return (
    level !== 'county' ||
    !placesAt(text, position + length).some(
      ({ division, truncated }) => division.level === 'township' && !truncated,
    )
  );
}

/** The shapes of division names, and how long a name of that level can be. */
const SHAPES: readonly [Level, RegExp][] = [
  ['city', /^\p{Script=Han}{2,3}?市/u],
  ['county', /^\p{Script=Han}{2,3}?[市区县]/u],
  ['township', /^\p{Script=Han}{2,4}?(?:街道|镇|乡)/u],
  ['village', /^\p{Script=Han}{2,3}?(?:社区|村(?![落庄务级规史情]))/u],
];

/** A stretch of text that is shaped like the name of a division. */
export interface PlaceShape {
  level: Level;
  length: number;
}

/** The stretches at a position that are shaped like the name of a division, whether the city has it or not. */
export function placeShapesAt(text: string, position: number): PlaceShape[] {
  const rest = text.slice(position, position + 6);
  return SHAPES.flatMap(([level, shape]) => {
    const match = shape.exec(rest)?.[0];
    return match && !isOrdinary(text, position, level, match.length) ? [{ level, length: match.length }] : [];
  });
}
