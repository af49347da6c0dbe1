import * as z from 'zod';
import { isKnownDivision } from '../../../shared/divisions/index.ts';
import { Day } from '../../../shared/events/shapes.ts';
import { each, fen, line } from '../../../shared/fields.ts';
import { sha256 } from '../../../shared/files/schema.ts';
import { openLine, openText } from '../../../shared/open-text.ts';
import {
  BASE_KINDS,
  BASE_NAMES,
  FUND_SOURCES,
  RATINGS,
  SOURCE_NAMES,
  TENURE_NAMES,
  TENURES,
} from '../model/terms.ts';

const meanings = (names: Readonly<Record<string, string>>) =>
  Object.entries(names)
    .map(([id, name]) => `${id} ${name}`)
    .join('，');

/** A place for a platform, in a path. */
export const township = z
  .string()
  .max(12)
  .refine(isKnownDivision, { error: '应为本市乡镇（街道）的行政区划代码，可在 GET /v1/divisions 查询' })
  .meta({ description: '乡镇（街道）的行政区划代码；不设乡镇的为共享平台的代码', example: '330302025' });

export const Kind = z.enum(BASE_KINDS).meta({ description: `依托：${meanings(BASE_NAMES)}（C3）` });
const people = z.int().min(0).max(10_000);
const creditCode = z
  .string()
  .regex(/^[0-9A-HJ-NP-RTUWXY]{18}$/, { error: '应为 18 位统一社会信用代码' })
  .meta({ description: '统一社会信用代码' });
const year = z.string().regex(/^20\d{2}$/, { error: '应为年份，如 2026' });

const Base = z.strictObject({
  kind: Kind,
  name: openLine(100),
  address: openLine(200),
  areaM2: z.int().min(1).max(1_000_000).meta({ description: '面积，平方米' }),
  tenure: z.enum(TENURES).meta({ description: meanings(TENURE_NAMES) }),
  evidence: each(sha256, 20).optional().meta({ description: '已上传的照片等佐证的编号' }),
});

const Operator = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('third-party'),
    name: openLine(100),
    creditCode,
    independent: z.boolean().meta({ description: '是否为独立法人' }),
    outside: z.boolean().meta({ description: '是否来自县（市、区）外' }),
    socialWorkers: people.meta({ description: '社会工作者人数' }),
    rating: z.enum(RATINGS).optional().meta({ description: '评估等级' }),
    contract: z.strictObject({ from: Day, to: Day, document: sha256.optional() }),
  }),
  z.strictObject({
    kind: z.literal('own-staff'),
    role: openLine(50).meta({ description: '由乡镇（街道）哪个岗位运营' }),
  }),
]);

export const Person = z.strictObject({
  name: line(50),
  role: openLine(50),
  phone: line(30).optional(),
  socialWorker: z.boolean(),
});

export const Facts = z.strictObject({
  name: openLine(100),
  base: Base,
  operator: Operator.optional(),
  staff: z
    .strictObject({ total: people, socialWorkers: people, people: z.array(Person).max(50).optional() })
    .optional()
    .meta({ description: '工作人员；姓名和电话加密保存，显示时掩码' }),
  opening: z.strictObject({ daysAWeek: z.int().min(1).max(7), hours: openLine(100) }).optional(),
  rooms: each(openLine(50), 30).optional(),
  services: each(openLine(50), 50).optional(),
  rules: z
    .array(z.strictObject({ title: openLine(100), publishedOn: Day, document: sha256.optional() }))
    .max(50)
    .optional(),
  funds: z
    .array(
      z.strictObject({
        year,
        fen,
        source: z.enum(FUND_SOURCES).meta({ description: meanings(SOURCE_NAMES) }),
        document: sha256.optional(),
      }),
    )
    .max(50)
    .optional(),
  unit: z
    .strictObject({ creditCode, registeredOn: Day })
    .optional()
    .meta({ description: '登记为民办非企业单位的情况' }),
  mechanism: z
    .strictObject({
      guide: openText(200).meta({ description: '民政部门如何指导' }),
      lead: openText(200).meta({ description: '乡镇（街道）如何主导' }),
      communities: z.array(z.string().min(12).max(12)).max(300).meta({ description: '参与的村居' }),
      resources: z.array(openLine(100)).max(50).meta({ description: '整合的辖区资源' }),
    })
    .optional()
    .meta({ description: '工作机制（C3）' }),
});

const nullable = Facts.partial().shape;
/** Parts to change; null takes one away (RFC 7396). */
export const FactsPatch = z
  .strictObject({
    name: nullable.name,
    base: nullable.base,
    operator: nullable.operator.nullable(),
    staff: nullable.staff.nullable(),
    opening: nullable.opening.nullable(),
    rooms: nullable.rooms.nullable(),
    services: nullable.services.nullable(),
    rules: nullable.rules.nullable(),
    funds: nullable.funds.nullable(),
    unit: nullable.unit.nullable(),
    mechanism: nullable.mechanism.nullable(),
  })
  .refine((patch) => Object.keys(patch).length > 0, { error: '至少应有一个要修改的字段' });
export type FactsPatch = z.infer<typeof FactsPatch>;

const about = { township: z.string(), division: z.string(), since: Day, from: Day };
export const WholePlatform = Facts.extend({ ...about, updatedAt: z.iso.datetime() });

const shown = Facts.shape;
export const PublicPlatform = z.strictObject({
  ...about,
  name: shown.name,
  base: Base.omit({ evidence: true }),
  operator: z
    .strictObject({
      kind: z.enum(['third-party', 'own-staff']),
      name: z.string().optional(),
      role: z.string().optional(),
    })
    .optional(),
  staff: z.strictObject({ total: people, socialWorkers: people }).optional(),
  opening: shown.opening,
  rooms: shown.rooms,
  services: shown.services,
  rules: z.array(z.strictObject({ title: z.string(), publishedOn: Day })).optional(),
  mechanism: shown.mechanism,
});

export const ListedPlatform = PublicPlatform.extend({ operating: z.boolean(), operatingSince: Day });
export const PeopleAnswer = z.strictObject({ people: z.array(Person) });
export const UnmaskRequest = z.strictObject({
  reason: openText(200).meta({ description: '查看的理由，记入办理记录' }),
});
