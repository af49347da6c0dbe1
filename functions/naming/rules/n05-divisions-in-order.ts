import {
  ancestorsOf,
  covers,
  type Division,
  divisionByCode,
  hasTownships,
  ZONES,
} from '../../../shared/divisions/index.ts';
import { LEVEL_NAMES } from './composition.ts';
import { type Misfit, misfit, type PlaceToken } from './reading/places.ts';
import { type Case, type Fault, faultAt, order69, plan, type Rule } from './rule.ts';

/**
 * Each division real, in order, none twice, inside the one before it, and where the organisation sits. A village of
 * the same county but another township is a warning for kinds with a trade name, which may begin with a place word.
 */
export const divisionsInOrder: Rule = {
  id: 'N05',
  title: '行政区划真实、依次、不重复、与所在地一致',
  sources: [plan(), order69()],
  find(judged) {
    const { reading } = judged;
    const faults = reading.places.flatMap((token, index) => {
      if (token.part === 'qualifier') return withoutProvince(token, judged);
      const before = reading.places.slice(0, index);
      const fault = misfit(token, before);
      if (!fault || (fault === 'unknown' && token.part === 'township' && isWithoutTownships(reading.places)))
        return [];
      return [faultAt(reading, token, severityOf(fault, judged), explain(fault, token, before, judged))];
    });
    return faults.length > 0 ? faults : elsewhereThanSeat(judged);
  },
};

/** The composition of C2 begins with the county; before a municipal district stands the city. */
function withoutProvince(token: PlaceToken, { reading, policy }: Case): Fault[] {
  const word = reading.folded.text.slice(token.start, token.end);
  if (!policy.data.province.words.includes(word)) return [];
  const message = `名称以县（市、区）名称开头，不冠省名“${word}”`;
  return [faultAt(reading, token, reading.kind === 'team' ? 'warning' : 'error', message, '')];
}

/** 龙港市 has no townships: a township there is N06's to explain. */
function isWithoutTownships(places: readonly PlaceToken[]): boolean {
  return places.some(({ part, division }) => part === 'county' && division && !hasTownships(division.code));
}

function severityOf(fault: Misfit, { reading }: Case): Fault['severity'] {
  if (reading.kind === 'team') return 'warning';
  return fault === 'neighbour' && reading.kind !== 'association' ? 'warning' : 'error';
}

function explain(fault: Misfit, token: PlaceToken, before: readonly PlaceToken[], { reading }: Case): string {
  const wordOf = ({ start, end }: PlaceToken) => reading.folded.text.slice(start, end);
  const word = wordOf(token);
  switch (fault) {
    case 'unknown':
      return `本市行政区划中没有“${word}”，请核对`;
    case 'twice':
      return explainTwice(token, word, wordOf(before.find(({ part }) => part === token.part)!));
    case 'order':
      return `行政区划应由大到小依次排列，“${word}”位置不对`;
    case 'elsewhere':
    case 'neighbour':
      return `“${word}”属于${pathOf(token.division!)}，与前面的行政区划不符`;
  }
}

/** Of two different divisions of a level the applicant has to choose one: where the second lies helps. */
function explainTwice({ part, division }: PlaceToken, word: string, earlier: string): string {
  if (word === earlier) return `同一级行政区划只能出现一次，“${word}”重复`;
  const level = part in LEVEL_NAMES ? LEVEL_NAMES[part as keyof typeof LEVEL_NAMES] : '同级行政区划';
  const place = division ? `属于${pathOf(division)}` : '不在本市行政区划中';
  return `“${word}”与前面的“${earlier}”都是${level}，只能写一个；“${word}”${place}`;
}

function elsewhereThanSeat({ reading, seat }: Case): Fault[] {
  const deepest = reading.places.findLast(({ division }) => division);
  if (!seat || !deepest?.division) return [];
  const { code, name } = deepest.division;
  if (covers(code, seat) || covers(seat, code)) return [];
  return [
    faultAt(
      reading,
      deepest,
      reading.kind === 'team' ? 'warning' : 'error',
      `名称中的${name}与所在地${seatInWords(seat)}不一致`,
    ),
  ];
}

function seatInWords(seat: string): string {
  const place = divisionByCode(seat) ?? ZONES.find(({ code }) => code === seat);
  return place ? pathOf(place) + place.name : seat;
}

function pathOf(division: Pick<Division, 'code'>): string {
  return ancestorsOf(division.code)
    .map(({ name }) => name)
    .join('');
}
