/** The directory in the terms of Open Referral's Human Services Data Specification (HSDS 3). */
import { KIND_NAMES, TRACK_NAMES } from '../model/terms.ts';
import type { Action } from '../schema.ts';
import type { DirectoryItem, HsdsOrganization } from './schema.ts';
import { uuidOf } from './uuid.ts';

/** Namespace of ids that are made of ours: chosen once, and never to be changed. */
const OURS = 'a2a38c1f-5a0e-4c38-9f5d-1f0c6f1b8d52';

const TAXONOMY = '《温州市社区社会组织培优专项行动方案（2021—2023年）》二（三）四项行动';

/** The four actions of the plan (二(三)) as terms of a taxonomy. */
const TERMS: Readonly<Record<Action, { code: string; name: string; description: string }>> = {
  relief: {
    code: 'A1',
    name: '救助',
    description: '为困难群体提供亲情陪伴、生活照料、心理疏导、法律援助、社会融入等救助服务',
  },
  consultation: {
    code: 'A2',
    name: '协商',
    description: '开展议事协商，协助制定自治章程、居民公约和村规民约，化解矛盾、调解纠纷',
  },
  safety: {
    code: 'A3',
    name: '平安',
    description: '参与平安社区建设：帮扶、防灾救灾、卫生健康、治安巡逻、垃圾分类、就业对接等',
  },
  culture: {
    code: 'A4',
    name: '文化',
    description: '丰富群众性文化活动，开展传统文化进社区、移风易俗和文明家庭创建',
  },
};

/**
 * An organisation of the directory as an HSDS organization, each action as a service. Its id is ours where that is a
 * UUID, else made of ours; ids of what is nested in it are made of that. Nobody's address or phone is in it: the place is
 * the division.
 */
export function hsdsOrganization(item: DirectoryItem): HsdsOrganization {
  const { name, kind, track, division, divisionName, creditCode, filingNumber, since, actions } = item;
  const id = isUuid(item.id) ? item.id : uuidOf(OURS, item.id);
  const identifiers = [
    ['统一社会信用代码', creditCode],
    ['备案编号', filingNumber],
  ] as const;
  return {
    id,
    name,
    description: item.purpose ?? `${divisionName}的${KIND_NAMES[kind]}`,
    legal_status: `${KIND_NAMES[kind]}（${TRACK_NAMES[track]}）`,
    ...(track === 'registered' && { year_incorporated: Number(since.slice(0, 4)) }),
    organization_identifiers: identifiers.flatMap(([identifier_type, identifier]) =>
      identifier === undefined
        ? []
        : [{ id: uuidOf(id, identifier_type), organization_id: id, identifier_type, identifier }],
    ),
    locations: [
      {
        id: uuidOf(id, 'location'),
        organization_id: id,
        location_type: 'physical',
        name: divisionName,
        external_identifier: division,
        external_identifier_type: '统计用区划代码',
      },
    ],
    services: actions.map((action) => service(id, action, item)),
  };
}

function service(organization_id: string, action: Action, { scope, divisionName }: DirectoryItem) {
  const id = uuidOf(organization_id, action);
  const term = { id: uuidOf(OURS, action), ...TERMS[action], taxonomy: TAXONOMY, language: 'zh' };
  return {
    id,
    organization_id,
    name: `${term.name}服务`,
    ...(scope !== undefined && { description: scope }),
    status: 'active' as const,
    service_areas: [{ id: uuidOf(id, 'area'), service_id: id, name: divisionName }],
    attributes: [
      {
        id: uuidOf(id, 'action'),
        link_id: id,
        link_entity: 'service' as const,
        taxonomy_term_id: term.id,
        taxonomy_term: term,
      },
    ],
  };
}

const isUuid = (text: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text);
