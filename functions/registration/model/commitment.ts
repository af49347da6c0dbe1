/**
 * The 《临时存款账户资金缴存情况承诺书》 (C1.2): instead of a capital report the applicant promises that the capital will
 * be paid in. The plan names the document and says what it is for; its official wording is not known to us. The wording
 * here is the project's own default, to be set by the bureau.
 */
import { isDeepStrictEqual } from 'node:util';
import { CITY, divisionByCode, isMunicipalDistrict, ZONES } from '../../../shared/divisions/index.ts';
import type { Kind } from '../../../shared/events/shapes.ts';
import type { Span } from '../policy/schema.ts';
import type { Draft } from '../schema.ts';
import { capitalNumerals, figures } from './amount.ts';
import type { Application, Done } from './application.ts';

/** What was promised, by whom, when, and where the document of that moment is kept. */
export interface Commitment extends Done {
  /** Who promises: place among the draft's leaders, and name, encrypted. */
  leader: { index: number; name: string };
  /** SHA-256 of the text agreed to, in hexadecimal. */
  textHash: string;
  document: { key: string; sha256: string };
}

export interface CommitmentText {
  title: string;
  /** The registering authority. */
  addressee: string;
  paragraphs: readonly string[];
}

/** What the text says of an application; people in clear. */
export interface Promised {
  name: string;
  kind: Kind;
  authority: NonNullable<Application['authority']>;
  capitalFen: number;
  leader: { name: string; position: string };
  /** Days after registration within which the capital is paid in. */
  within: Span;
}

/** Fields of a draft that the text speaks of: when one changes, what was promised no longer holds. */
export const BASIS = [
  'track',
  'name',
  'kind',
  'division',
  'capitalFen',
  'capitalProof',
  'leaders',
] as const satisfies readonly (keyof Draft)[];

/** Whether the applicant chose to promise instead of proving; only the registered prove their capital. */
export function commits({ track, capitalProof }: Draft): boolean {
  return track === 'registered' && capitalProof === 'commitment';
}

/** What the text speaks of and a change of a draft makes otherwise; people in clear. */
export function basisChanged(before: Draft, after: Draft): (typeof BASIS)[number][] {
  return BASIS.filter((field) => !isDeepStrictEqual(before[field], after[field]));
}

/** What the regulations of each kind call its capital. */
const CAPITAL: Readonly<Record<Kind, string>> = {
  association: '注册资金',
  'private-non-enterprise': '开办资金',
  foundation: '原始基金',
  team: '资金',
};

/** The text of the commitment; equal facts give equal text. */
export function commitmentText({
  name,
  kind,
  authority,
  capitalFen,
  leader,
  within,
}: Promised): CommitmentText {
  const capital = CAPITAL[kind];
  const days = `${within.count} ${within.of === 'working' ? '个工作日' : '日'}`;
  return {
    title: '临时存款账户资金缴存情况承诺书',
    addressee: bureau(authority),
    paragraphs: [
      `本人${leader.name}，系申请登记的“${name}”（以下简称本组织）的拟任${leader.position}。根据《温州市社区社会组织培优专项行动方案（2021—2023年）》，本组织自愿选择告知承诺方式，以本承诺书代替验资报告。现就本组织的资金缴存情况郑重承诺如下：`,
      `一、本组织的${capital}为${capitalNumerals(capitalFen)}（${figures(capitalFen)}），来源合法，归本组织所有。`,
      `二、自准予登记之日起 ${days}内，将上述${capital}足额缴存至以本组织名义开立的临时存款账户，并将缴存凭证交登记管理机关核对。`,
      `三、上述资金缴存后不抽逃、不挪用；所提供的资金缴存情况真实、准确、完整。`,
      '四、本人已知悉：逾期未缴存、缴存不足，或者本承诺不实的，登记管理机关可以责令停止活动、撤销登记，由此产生的后果由本组织和本人承担。',
      '五、本人已阅读并理解以上内容，承诺出于自愿。',
    ],
  };
}

/** What the authority that registers is called; a municipal district's bears the city's name before its own. */
function bureau({ division }: NonNullable<Application['authority']>): string {
  const zone = ZONES.find(({ code }) => code === division);
  if (zone) return `${zone.name}登记管理机关`;
  const { name, level } = divisionByCode(division)!;
  return `${level === 'county' && isMunicipalDistrict(division) ? CITY.name : ''}${name}民政局`;
}
