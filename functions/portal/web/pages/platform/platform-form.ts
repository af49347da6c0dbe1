/** The form of a platform (C3), and what of it is told to the API. Pure. */
import type { paths } from '../../api/generated/schema.d.ts';
import { fenOf, yuanOf } from '../../components/money.ts';
import { filledIn } from '../../components/patch.ts';
import type { texts } from '../../texts/index.ts';

export type PlatformBody =
  paths['/v1/platforms/{township}']['put']['requestBody']['content']['application/json'];
/** All of a platform, as its township and whoever stands above it see it. */
export type Platform = Extract<
  paths['/v1/platforms/{township}']['get']['responses'][200]['content']['application/json'],
  { updatedAt: string }
>;
export type Person = NonNullable<NonNullable<Platform['staff']>['people']>[number];
type Words = typeof texts.words;

export interface PersonForm {
  name: string;
  role: string;
  phone: string;
  socialWorker: boolean;
}
interface RuleForm {
  title: string;
  publishedOn: string;
  document: string;
}
interface FundForm {
  year: string;
  /** As it is typed. */
  yuan: string;
  source: keyof Words['platformFund'];
  document: string;
}
export interface PlatformForm {
  name: string;
  base: {
    kind: keyof Words['platformBase'] | '';
    name: string;
    address: string;
    areaM2: number | '';
    tenure: keyof Words['tenure'] | '';
    evidence: string[];
  };
  operator: {
    kind: keyof Words['operatorKind'] | '';
    role: string;
    name: string;
    creditCode: string;
    independent: boolean;
    outside: boolean;
    socialWorkers: number | '';
    rating: keyof Words['organisationRating'] | '';
    from: string;
    to: string;
    document: string;
  };
  staff: { total: number | ''; socialWorkers: number | ''; people: PersonForm[] };
  opening: { daysAWeek: number | ''; hours: string };
  /** One a line. */
  rooms: string;
  services: string;
  rules: RuleForm[];
  funds: FundForm[];
  unit: { creditCode: string; registeredOn: string };
  mechanism: { guide: string; lead: string; communities: string[]; resources: string };
}

export const emptyPerson = (): PersonForm => ({ name: '', role: '', phone: '', socialWorker: false });
export const emptyRule = (): RuleForm => ({ title: '', publishedOn: '', document: '' });
export const emptyFund = (): FundForm => ({ year: '', yuan: '', source: 'budget', document: '' });

export const peopleFormOf = (people: readonly Person[]): PersonForm[] =>
  people.map(({ name, role, phone = '', socialWorker }) => ({ name, role, phone, socialWorker }));

const lines = (of: readonly string[] = []) => of.join('\n');

/** The form of a platform as it is registered; of a new one, empty. */
export function platformFormOf(platform: Partial<Platform>): PlatformForm {
  const { base, operator, staff, opening, unit, mechanism } = platform;
  const third = operator?.kind === 'third-party' ? operator : undefined;
  return {
    name: platform.name ?? '',
    base: {
      kind: base?.kind ?? '',
      name: base?.name ?? '',
      address: base?.address ?? '',
      areaM2: base?.areaM2 ?? '',
      tenure: base?.tenure ?? '',
      evidence: [...(base?.evidence ?? [])],
    },
    operator: {
      kind: operator?.kind ?? '',
      role: operator?.kind === 'own-staff' ? operator.role : '',
      name: third?.name ?? '',
      creditCode: third?.creditCode ?? '',
      independent: third?.independent ?? false,
      outside: third?.outside ?? false,
      socialWorkers: third?.socialWorkers ?? '',
      rating: third?.rating ?? '',
      from: third?.contract.from ?? '',
      to: third?.contract.to ?? '',
      document: third?.contract.document ?? '',
    },
    staff: {
      total: staff?.total ?? '',
      socialWorkers: staff?.socialWorkers ?? '',
      people: peopleFormOf(staff?.people ?? []),
    },
    opening: { daysAWeek: opening?.daysAWeek ?? '', hours: opening?.hours ?? '' },
    rooms: lines(platform.rooms),
    services: lines(platform.services),
    rules: (platform.rules ?? []).map((one) => ({ ...emptyRule(), ...one })),
    funds: (platform.funds ?? []).map(({ fen, ...one }) => ({ ...emptyFund(), ...one, yuan: yuanOf(fen) })),
    unit: { creditCode: unit?.creditCode ?? '', registeredOn: unit?.registeredOn ?? '' },
    mechanism: {
      guide: mechanism?.guide ?? '',
      lead: mechanism?.lead ?? '',
      communities: [...(mechanism?.communities ?? [])],
      resources: lines(mechanism?.resources),
    },
  };
}

const entriesOf = (text: string) =>
  text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** A part of which something is filled in; what is missing of it the API tells beside its field. */
function part(given: Readonly<Record<string, unknown>>): Record<string, unknown> | undefined {
  const filled = filledIn(given);
  return Object.keys(filled).length > 0 ? filled : undefined;
}

function operatorOf({ kind, role, from, to, document, ...third }: PlatformForm['operator']) {
  if (kind === '') return undefined;
  if (kind === 'own-staff') return { kind, role: role.trim() };
  return {
    kind,
    ...filledIn({ ...third, name: third.name.trim(), creditCode: third.creditCode.trim() }),
    contract: filledIn({ from, to, document }),
  };
}

function mechanismOf({ guide, lead, communities, resources }: PlatformForm['mechanism']) {
  const given = { guide: guide.trim(), lead: lead.trim(), communities, resources: entriesOf(resources) };
  return part(given) && given;
}

/** What is filled in. */
export function platformBodyOf(form: PlatformForm): PlatformBody {
  const { base, staff, opening, unit } = form;
  return filledIn({
    name: form.name.trim(),
    base: filledIn({ ...base, name: base.name.trim(), address: base.address.trim() }),
    operator: operatorOf(form.operator),
    staff: part({
      total: staff.total,
      socialWorkers: staff.socialWorkers,
      people: staff.people.map(({ socialWorker, ...one }) => ({
        ...filledIn({ name: one.name.trim(), role: one.role.trim(), phone: one.phone.trim() }),
        socialWorker,
      })),
    }),
    opening: part({ daysAWeek: opening.daysAWeek, hours: opening.hours.trim() }),
    rooms: entriesOf(form.rooms),
    services: entriesOf(form.services),
    rules: form.rules.map((one) => filledIn({ ...one, title: one.title.trim() })),
    funds: form.funds.map(({ yuan, year, source, document }) =>
      filledIn({ year: year.trim(), fen: fenOf(yuan), source, document }),
    ),
    unit: part({ creditCode: unit.creditCode.trim(), registeredOn: unit.registeredOn }),
    mechanism: mechanismOf(form.mechanism),
  }) as unknown as PlatformBody;
}
