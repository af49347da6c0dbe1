/** A platform in words: its parts as they are read, those left out without a line. Pure. */
import { yuanText } from '../../components/money.ts';
import { texts } from '../../texts/index.ts';
import type { Platform } from './platform-form.ts';

const t = texts.platform.facts;
const { words } = texts;

function operatorText(operator: NonNullable<Platform['operator']>): string {
  if (operator.kind === 'own-staff') return t.ownStaff(operator.role);
  return t.thirdParty(operator.name, operator.contract.from, operator.contract.to);
}

/** @param nameOf names a community by its code */
export function factsOf(platform: Platform, nameOf: (code: string) => string): [string, string][] {
  const { base, operator, staff, opening, rooms, services, rules, funds, unit, mechanism } = platform;
  const all: [string, string | undefined][] = [
    [t.base, t.baseText(words.platformBase[base.kind], base.name, base.address)],
    [t.area, t.areaText(base.areaM2, words.tenure[base.tenure])],
    [t.operator, operator && operatorText(operator)],
    [t.staff, staff && t.staffText(staff.total, staff.socialWorkers)],
    [t.opening, opening && t.openingText(opening.daysAWeek, opening.hours)],
    [t.rooms, rooms?.join('、')],
    [t.services, services?.join('、')],
    [t.rules, rules?.map(({ title, publishedOn }) => t.ruleText(title, publishedOn)).join('\n')],
    [
      t.funds,
      funds
        ?.map(({ year, source, fen }) => t.fundText(year, words.platformFund[source], yuanText(fen)))
        .join('\n'),
    ],
    [t.unit, unit && t.unitText(unit.creditCode, unit.registeredOn)],
    [t.guide, mechanism?.guide],
    [t.lead, mechanism?.lead],
    [t.communities, mechanism?.communities.map(nameOf).join('、')],
    [t.resources, mechanism?.resources.join('、')],
  ];
  return all.filter((one): one is [string, string] => Boolean(one[1]));
}
