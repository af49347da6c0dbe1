import type { NamingPolicy } from '../policy/index.ts';
import type { Finding, Kind, Part } from '../schema.ts';
import { associationComposition } from './n01-association.ts';
import { unitComposition } from './n02-non-enterprise-unit.ts';
import { foundationComposition } from './n03-foundation.ts';
import { cityBeforeDistrict } from './n04-city-before-district.ts';
import { divisionsInOrder } from './n05-divisions-in-order.ts';
import { countyWithoutTownships } from './n06-longgang.ts';
import { zonesWithDivision } from './n07-zones.ts';
import { fullDivisionNames } from './n08-full-names.ts';
import { formOfItsKind } from './n09-form.ts';
import { tradeNameOfItsOwn } from './n10-trade-name.ts';
import { fieldFitsScope } from './n11-field-fits-scope.ts';
import { teamComposition } from './n12-team.ts';
import { standardCharacters } from './n20-standard-characters.ts';
import { healthyAndConcise } from './n21-healthy-and-concise.ts';
import { noNationalWords } from './n22-no-national-words.ts';
import { noOrgans } from './n23-no-organs.ts';
import { persons } from './n24-persons.ts';
import { noOtherBody } from './n25-no-other-body.ts';
import { branches } from './n26-branches.ts';
import { partsOf, type Reading, read } from './reading/read.ts';
import type { Rule, Source } from './rule.ts';

/** Every rule that looks at a name alone; N30-N33 compare it with others (`similar/`). */
export const RULES: readonly Rule[] = [
  associationComposition,
  unitComposition,
  foundationComposition,
  cityBeforeDistrict,
  divisionsInOrder,
  countyWithoutTownships,
  zonesWithDivision,
  fullDivisionNames,
  formOfItsKind,
  tradeNameOfItsOwn,
  fieldFitsScope,
  teamComposition,
  standardCharacters,
  healthyAndConcise,
  noNationalWords,
  noOrgans,
  persons,
  noOtherBody,
  branches,
];

/** A name to judge. */
export interface Proposal {
  name: string;
  kind: Kind;
  /** Code of the division where the organisation has its seat. */
  division?: string | undefined;
  /** Its purpose and scope in its own words. */
  scope?: string | undefined;
  /** The day whose rules count: that of the application. */
  on: string;
}

export interface Judgement {
  reading: Reading;
  parts: Part[];
  findings: Finding[];
}

/** Reads a name and applies every rule that holds for its kind on its day; findings in the order of the rules. */
export function judge({ name, kind, division, scope, on }: Proposal, policy: NamingPolicy): Judgement {
  const reading = read(name, kind, policy, division);
  const judged = { reading, policy, ...(division && { seat: division }), ...(scope && { scope }) };
  const findings = RULES.flatMap((rule) => {
    const clause = clauseOn(rule.sources, kind, on);
    return clause === undefined
      ? []
      : rule.find(judged).map((fault) => ({ rule: rule.id, ...fault, clause }));
  });
  return { reading, parts: partsOf(reading), findings };
}

/** The texts from which a rule holds for a kind on a day, joined; undefined when none does. */
export function clauseOn(sources: readonly Source[], kind: Kind, on: string): string | undefined {
  const holding = sources.filter(
    ({ from, until, kinds }) => kinds.includes(kind) && from <= on && (until === undefined || on < until),
  );
  return holding.length === 0 ? undefined : holding.map(({ clause }) => clause).join('、');
}

/** Whether nothing found forbids the name. */
export function isAcceptable(findings: readonly Finding[]): boolean {
  return findings.every(({ severity }) => severity !== 'error');
}
