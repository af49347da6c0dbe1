/** What a submission demands beyond what each field demands by itself. */
import type { RegistrationData } from '../policy/schema.ts';
import type { Draft } from '../schema.ts';
import { advise, conditionsOf, type Facts } from './advice.ts';
import { type Application, authorityFor } from './application.ts';
import { papersFor } from './attachment.ts';
import { commits } from './commitment.ts';
import { ATTACHMENT_NAMES } from './papers.ts';
import { MATTER_NAMES } from './terms.ts';

/** What is missing or wrong at a field, as JSON pointer, and what would be right. */
export interface FieldError {
  pointer: string;
  detail: string;
}

type Field = keyof Draft;

/** What users call the fields that a track can ask for. */
export const FIELD_NAMES: Readonly<Partial<Record<Field, string>>> = {
  track: '办理方式',
  name: '名称',
  kind: '组织类别',
  division: '所在地',
  purpose: '宗旨',
  scope: '业务范围',
  actions: '行动领域',
  founders: '发起人',
  leaders: '负责人',
  members: '成员数',
  staff: '工作人员数',
  premises: '活动场所',
  capitalFen: '活动资金',
  capitalProof: '资金证明方式',
};

const MANAGED: readonly Field[] = [
  'track',
  'name',
  'kind',
  'division',
  'purpose',
  'actions',
  'leaders',
  'members',
];
const FILED: readonly Field[] = [...MANAGED, 'scope', 'founders', 'staff', 'premises'];

/** What each track needs to have filled in: management by the village is a light record (C1.5). */
const NEEDED: Readonly<Record<NonNullable<Draft['track']>, readonly Field[]>> = {
  managed: MANAGED,
  filed: FILED,
  registered: [...FILED, 'capitalFen', 'capitalProof'],
};

/** Everything that an application lacks for its matter, each at its field; empty when it can be submitted. */
export function missingFrom(
  {
    matter,
    about,
    draft,
    attachments = [],
    commitment,
  }: Pick<Application, 'matter' | 'about' | 'draft' | 'attachments' | 'commitment'>,
  data: RegistrationData,
): FieldError[] {
  const reason =
    matter === 'founding' || draft.reason !== undefined
      ? []
      : [{ pointer: pointer('reason'), detail: `请填写${MATTER_NAMES[matter]}的原因` }];
  if (matter === 'dissolution') return reason;
  const papers = papersFor(draft, data.attachments);
  if (matter === 'change') {
    const { fields } = about!;
    const changes = fields.some((field) => !BESIDE.includes(field));
    const emptied = NEEDED[about!.track].filter((field) => fields.includes(field));
    return [
      ...reason,
      ...(changes ? [] : [{ pointer: '#/draft', detail: '没有要变更的内容，请先修改' }]),
      ...withoutValue(emptied, draft),
      ...(CHARTER.some((field) => fields.includes(field))
        ? withoutPaper(
            papers.filter(({ type }) => type === 'charter'),
            attachments,
          )
        : []),
    ];
  }
  return [
    ...reason,
    ...missingFromTrack(draft, data),
    ...withoutPaper(papers, attachments),
    ...(commits(draft) && !commitment
      ? [{ pointer: '#/commitment', detail: '请阅读并确认《临时存款账户资金缴存情况承诺书》；依据：C1.2' }]
      : []),
  ];
}

/** Fields that change nothing by themselves. */
const BESIDE: readonly Field[] = ['reason', 'reservationId'];

/** What the charter says: a change of it brings the new charter, where the track asks for one. */
const CHARTER: readonly Field[] = ['name', 'purpose', 'scope'];

function withoutPaper(
  papers: ReturnType<typeof papersFor>,
  attachments: NonNullable<Application['attachments']>,
): FieldError[] {
  return papers
    .filter(({ type }) => !attachments.some((one) => one.type === type))
    .map(({ type, clause }) => ({
      pointer: `#/attachments/${type}`,
      detail: `请上传${ATTACHMENT_NAMES[type]}；依据：${clause}`,
    }));
}

function withoutValue(fields: readonly Field[], draft: Draft): FieldError[] {
  return fields
    .filter((field) => draft[field] === undefined)
    .map((field) => ({ pointer: pointer(field), detail: `请填写${FIELD_NAMES[field]}` }));
}

function missingFromTrack(draft: Draft, data: RegistrationData): FieldError[] {
  const { track, kind, division } = draft;
  const missing = withoutValue(NEEDED[track ?? 'managed'], draft);
  if (!track || !kind || !division) return missing;
  const facts = factsOf({ ...draft, kind, division });
  if (!conditionsOf(track, facts, data)) {
    const closed = advise(facts, data).tracks.find((one) => one.track === track)?.closed;
    return [...missing, { pointer: pointer('kind'), detail: closed! }];
  }
  if (!authorityFor(track, kind, division)) {
    missing.push({ pointer: pointer('division'), detail: deeper(track) });
  }
  const unmet = advise(facts, data)
    .tracks.find((one) => one.track === track)!
    .conditions.filter(({ met }) => !met)
    .map(({ id, message, clause }) => ({
      pointer: pointer(FIELDS[id]),
      detail: `${message}；依据：${clause}`,
    }));
  return [...missing, ...unmet.filter(({ pointer: at }) => !missing.some((one) => one.pointer === at))];
}

const FIELDS = {
  members: 'members',
  'members-or-staff': 'members',
  capital: 'capitalFen',
  staff: 'staff',
  premises: 'premises',
  leader: 'leaders',
} as const satisfies Record<string, Field>;

const pointer = (field: Field) => `#/draft/${field}`;

function deeper(track: NonNullable<Draft['track']>): string {
  return track === 'managed'
    ? '由村（居）管理的，所在地应为村（社区）的 12 位代码'
    : track === 'filed'
      ? '备案的，所在地应为乡镇（街道）或村（社区）的代码'
      : '所在地应为县（市、区）或其以下的代码；在功能区的，应为所在街道的代码';
}

/** What a draft says of the conditions of the tracks. */
export function factsOf(draft: Draft & { kind: Facts['kind']; division: string }): Facts {
  return {
    kind: draft.kind,
    division: draft.division,
    individualMembers: draft.members?.individuals ?? 0,
    unitMembers: draft.members?.units ?? 0,
    staff: draft.staff ?? 0,
    capitalFen: draft.capitalFen ?? 0,
    hasPremises: draft.premises !== undefined,
    hasLeader: (draft.leaders?.length ?? 0) > 0,
  };
}
