/** A township's or street's platform of social organisations (乡镇街道社会组织服务平台, C3). Pure. */
import type { BaseKind, FundSource, Rating, Tenure } from './terms.ts';

/** Hashes of files that show it. */
type Evidence = readonly string[];

/** Somebody who works there; name and telephone are ciphertexts wherever they are kept. */
export interface Person {
  name: string;
  role: string;
  phone?: string;
  socialWorker: boolean;
}

/** Who runs it: a third party by contract, or the township's own staff. */
export type Operator =
  | {
      kind: 'third-party';
      name: string;
      creditCode: string;
      /** Independent legal person. */
      independent: boolean;
      /** Its home lies outside of the county. */
      outside: boolean;
      socialWorkers: number;
      rating?: Rating;
      /** Days, both included. */
      contract: { from: string; to: string; document?: string };
    }
  | { kind: 'own-staff'; role: string };

export interface Facts {
  name: string;
  base: {
    kind: BaseKind;
    name: string;
    address: string;
    areaM2: number;
    tenure: Tenure;
    evidence?: Evidence;
  };
  operator?: Operator;
  staff?: { total: number; socialWorkers: number; people?: readonly Person[] };
  opening?: { daysAWeek: number; hours: string };
  rooms?: readonly string[];
  services?: readonly string[];
  rules?: readonly { title: string; publishedOn: string; document?: string }[];
  funds?: readonly { year: string; fen: number; source: FundSource; document?: string }[];
  /** Registered as a non-enterprise unit (民办非企业单位). */
  unit?: { creditCode: string; registeredOn: string };
  /** Who does what (C3): civil affairs guide, the township leads, communities join, resources are pooled. */
  mechanism?: {
    guide: string;
    lead: string;
    communities: readonly string[];
    resources: readonly string[];
  };
}

export interface Platform {
  township: string;
  facts: Facts;
  /** The day of its registration, and that from which this version holds. */
  since: string;
  from: string;
  /** ISO 8601 instant. */
  updatedAt: string;
  version: number;
}

/** Every file that facts refer to, with the pointer of where. */
export function filesIn(facts: Facts): { id: string; pointer: string }[] {
  const { base, operator, rules = [], funds = [] } = facts;
  const contract = operator?.kind === 'third-party' ? operator.contract.document : undefined;
  return [
    ...(base.evidence ?? []).map((id, at) => ({ id, pointer: `/base/evidence/${at}` })),
    ...(contract === undefined ? [] : [{ id: contract, pointer: '/operator/contract/document' }]),
    ...documents(rules, 'rules'),
    ...documents(funds, 'funds'),
  ];
}

const documents = (list: readonly { document?: string }[], field: string) =>
  list.flatMap(({ document }, at) =>
    document === undefined ? [] : [{ id: document, pointer: `/${field}/${at}/document` }],
  );

/** What facts say that cannot be, each with its pointer below them. */
export function contradictions(
  { staff, operator, mechanism, rules = [], unit }: Facts,
  township: string,
  today: string,
) {
  const faults: { pointer: string; detail: string }[] = [];
  if (staff && staff.socialWorkers > staff.total)
    faults.push({ pointer: '/staff/socialWorkers', detail: `应不超过工作人员总数 ${staff.total}` });
  if (staff && (staff.people?.length ?? 0) > staff.total)
    faults.push({ pointer: '/staff/people', detail: `列名的人数应不超过工作人员总数 ${staff.total}` });
  if (operator?.kind === 'third-party' && operator.contract.to < operator.contract.from)
    faults.push({ pointer: '/operator/contract/to', detail: `应不早于合同起始日 ${operator.contract.from}` });
  for (const [at, { publishedOn }] of rules.entries())
    if (publishedOn > today)
      faults.push({ pointer: `/rules/${at}/publishedOn`, detail: `应不晚于今天（${today}）` });
  if (unit && unit.registeredOn > today)
    faults.push({ pointer: '/unit/registeredOn', detail: `应不晚于今天（${today}）` });
  for (const [at, code] of (mechanism?.communities ?? []).entries())
    if (!code.startsWith(township) || code.length !== 12)
      faults.push({
        pointer: `/mechanism/communities/${at}`,
        detail: `应为 ${township} 辖区内的村居代码（12 位）`,
      });
  return faults;
}
