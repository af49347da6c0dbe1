import { ancestorsOf, CITY, divisionByCode, isMunicipalDistrict } from '../../shared/divisions/index.ts';
import type { NamingPolicy } from './policy/index.ts';
import { listedWords } from './rules/content.ts';
import { isAcceptable, type Judgement, judge, type Proposal } from './rules/judge.ts';
import { otherBodiesIn } from './rules/n25-no-other-body.ts';
import type { Reading } from './rules/reading/read.ts';

/** A name that breaks no rule, with its judgement. */
interface Candidate {
  name: string;
  judgement: Judgement;
}

/**
 * Some names close to a refused one that break no rule themselves, the closest first: divisions in full, characters
 * simplified, words that may not be used left out, the form word of its kind, a trade name where one is missing.
 * The caller still has to compare them with the names already taken.
 * @param most how many are looked for
 */
export function suggest(
  proposal: Proposal,
  { reading, findings }: Pick<Judgement, 'reading' | 'findings'>,
  policy: NamingPolicy,
  most: number,
): Candidate[] {
  const { kind } = proposal;
  const content = contentOf(reading, policy);
  if (content === undefined) return [];
  const tradeNameAtFault = findings.some(
    ({ rule, severity }) => severity === 'error' && /^N(10|30|31)$/.test(rule),
  );
  const needsTradeName =
    (kind === 'private-non-enterprise' || kind === 'foundation') &&
    (content.tradeName === '' || tradeNameAtFault);
  const tradeNames = needsTradeName ? policy.data.suggestions.tradeNames : [content.tradeName];
  const names = placesOf(proposal, reading).flatMap((place) =>
    tradeNames.map((tradeName) => place + tradeName + content.field + content.form),
  );
  const candidates: Candidate[] = [];
  for (const name of new Set(names)) {
    if (candidates.length === most) break;
    if (name === proposal.name) continue;
    const judgement = judge({ ...proposal, name }, policy);
    if (isAcceptable(judgement.findings)) candidates.push({ name, judgement });
  }
  return candidates;
}

/** The beginnings that the name may have: where its seat is, else where its own divisions say it is. */
function placesOf({ division, kind }: Proposal, reading: Reading): string[] {
  const named = reading.places.flatMap((token) => (token.division ? [token.division.code] : []));
  const deepest = named.toSorted((a, b) => b.length - a.length);
  const codes = division ? [...named.filter((code) => code.startsWith(division)), division] : deepest;
  const deep = codes.filter((code) => code.length >= 9);
  const usable = deep.length === 0 && kind === 'team' ? codes.filter((code) => code.length === 6) : deep;
  return usable.toSorted((a, b) => b.length - a.length).map(placeInFull);
}

function placeInFull(code: string): string {
  const path = [...ancestorsOf(code), divisionByCode(code)!].filter(({ code: one }) => one !== CITY.code);
  const county = path[0];
  return (
    (county && isMunicipalDistrict(county.code) ? CITY.name : '') + path.map(({ name }) => name).join('')
  );
}

/** Trade name, field and form word without what no name may hold; undefined when nothing is left to go by. */
function contentOf(reading: Reading, policy: NamingPolicy) {
  const { folded, tradeName, field, form, kind } = reading;
  const banned = bannedWords(reading, policy);
  const clean = (stretch?: { start: number; end: number }) => {
    if (!stretch) return '';
    let kept = '';
    for (let at = stretch.start; at < stretch.end; at++) {
      if (!banned.some(({ start, end }) => at >= start && at < end)) kept += folded.text[at];
    }
    return kept.replace(/\P{Script=Han}/gu, '');
  };
  const ownForm =
    form?.kinds.includes(kind) && !policy.data.enlarging.forms.includes(form.word) && !isLegal();
  const plain = kind === 'team' && !form && field ? '队' : policy.data.suggestions.form[kind];
  const newForm = ownForm ? form!.word : plain;
  const kept = { tradeName: clean(tradeName), field: clean(field), form: newForm };
  if (!ownForm) kept.field = withoutOverlap(kept.field, newForm);
  return kept.tradeName || kept.field || (ownForm && form!.carriesField) ? kept : undefined;

  function isLegal() {
    return kind === 'team' && policy.data.legalPersonForms.words.some((word) => folded.text.endsWith(word));
  }
}

function bannedWords(reading: Reading, policy: NamingPolicy) {
  const judged = { reading, policy };
  const lists = ['national', 'organs', 'unhealthy', 'never', 'enlarging', otherBodiesIn(judged)] as const;
  return lists.flatMap((list) => listedWords(judged, list));
}

/** 志愿者 before 志愿服务队 would say it twice. */
function withoutOverlap(field: string, form: string): string {
  return form.startsWith('志愿')
    ? field.replace(/(志愿者|志愿|义工|服务)+$/, '')
    : field.replace(/服务$/, form.startsWith('服务') ? '' : '服务');
}
