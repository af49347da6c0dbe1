import * as z from 'zod';
import { Class, Day, Kind } from '../../../shared/events/shapes.ts';
import { count } from '../../../shared/fields.ts';
import { Action, Track } from '../schema.ts';

/** An organisation as the public sees it: nothing in it is personal. */
export const DirectoryItem = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: Kind,
  division: z.string().meta({ description: '行政区划代码', example: '330302025' }),
  divisionName: z.string().meta({ description: '行政区划全称', example: '温州市鹿城区南汇街道' }),
  track: Track,
  class: Class,
  actions: z.array(Action),
  purpose: z.string().optional().meta({ description: '宗旨' }),
  scope: z.string().optional().meta({ description: '业务范围（活动内容）' }),
  members: z.strictObject({ individuals: count, units: count }),
  hub: z.boolean().meta({ description: '是否枢纽型（M3.2）' }),
  creditCode: z.string().optional().meta({ description: '统一社会信用代码' }),
  filingNumber: z.string().optional().meta({ description: '备案编号' }),
  since: Day,
});
export type DirectoryItem = z.infer<typeof DirectoryItem>;

const id = z.uuid();

const TaxonomyTerm = z.strictObject({
  id,
  code: z.string().meta({ description: '行动编号', example: 'A4' }),
  name: z.string(),
  description: z.string(),
  taxonomy: z.string(),
  language: z.string(),
});

const Attribute = z.strictObject({
  id,
  link_id: id,
  link_entity: z.literal('service'),
  taxonomy_term_id: id,
  taxonomy_term: TaxonomyTerm,
});

const Service = z.strictObject({
  id,
  organization_id: id,
  name: z.string(),
  description: z.string().optional(),
  status: z.literal('active'),
  service_areas: z.array(z.strictObject({ id, service_id: id, name: z.string() })),
  attributes: z.array(Attribute),
});

/** An organization of Open Referral HSDS 3 with what is nested in it. */
export const HsdsOrganization = z.strictObject({
  id,
  name: z.string(),
  description: z.string(),
  legal_status: z.string(),
  year_incorporated: z.int().optional().meta({ description: '成为法人的年份；备案和村居管理的组织没有' }),
  organization_identifiers: z.array(
    z.strictObject({ id, organization_id: id, identifier_type: z.string(), identifier: z.string() }),
  ),
  locations: z.array(
    z.strictObject({
      id,
      organization_id: id,
      location_type: z.literal('physical'),
      name: z.string(),
      external_identifier: z.string(),
      external_identifier_type: z.string(),
    }),
  ),
  services: z.array(Service),
});
export type HsdsOrganization = z.infer<typeof HsdsOrganization>;

/** A page of the HSDS 3 API; `next` is ours: pages are followed by it, not by number, so their count is not known. */
export const HsdsPage = z.strictObject({
  size: z.int().meta({ description: '本页的组织数' }),
  first_page: z.boolean(),
  last_page: z.boolean(),
  empty: z.boolean(),
  next: z.string().optional().meta({ description: '下一页的 cursor；最后一页不出现' }),
  contents: z.array(HsdsOrganization),
});
export type HsdsPage = z.infer<typeof HsdsPage>;
