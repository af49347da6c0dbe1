import {
  ancestorsOf,
  covers,
  type Division,
  divisionByCode,
  hasTownships,
} from '../../../shared/divisions/index.ts';
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
      const fault = misfit(token, reading.places.slice(0, index));
      if (!fault || (fault === 'unknown' && token.part === 'township' && isWithoutTownships(reading.places)))
        return [];
      return [faultAt(reading, token, severityOf(fault, judged), explain(fault, token, judged))];
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

function explain(fault: Misfit, token: PlaceToken, { reading }: Case): string {
  const word = reading.folded.text.slice(token.start, token.end);
  switch (fault) {
    case 'unknown':
      return `本市行政区划中没有“${word}”，请核对`;
    case 'twice':
      return `同一级行政区划只能出现一次，“${word}”重复`;
    case 'order':
      return `行政区划应由大到小依次排列，“${word}”位置不对`;
    case 'elsewhere':
    case 'neighbour':
      return `“${word}”属于${pathOf(token.division!)}，与前面的行政区划不符`;
  }
}

function elsewhereThanSeat({ reading, seat }: Case): Fault[] {
  const deepest = reading.places.findLast(({ division }) => division);
  if (!seat || !deepest?.division) return [];
  const { code, name } = deepest.division;
  if (covers(code, seat) || covers(seat, code)) return [];
  const place = divisionByCode(seat);
  return [
    faultAt(
      reading,
      deepest,
      reading.kind === 'team' ? 'warning' : 'error',
      `名称中的${name}与所在地${place ? pathOf(place) + place.name : seat}不一致`,
    ),
  ];
}

function pathOf(division: Division): string {
  return ancestorsOf(division.code)
    .map(({ name }) => name)
    .join('');
}
