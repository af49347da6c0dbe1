/**
 * What the directory uses of Open Referral's Human Services Data Specification (HSDS 3), as JSON schema: exactly those
 * objects and fields, with the names, types, formats and required fields that its schema reference and its API's
 * `/organizations` page (https://docs.openreferral.org) define. Written here from those definitions and not copied: the
 * specification's own schema files are under CC BY-SA 4.0 and no package has them. Fields that HSDS does not define are
 * refused; only the page has one of ours, `next`.
 */
const text = { type: 'string', minLength: 1 };
const uuid = { type: 'string', format: 'uuid' };
const uri = { type: 'string', format: 'uri' };

const object = (properties: Record<string, object>, required: readonly string[]) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const listOf = (items: object) => ({ type: 'array', items });

const taxonomyTerm = object(
  {
    id: uuid,
    code: text,
    name: text,
    description: text,
    parent_id: uuid,
    taxonomy: text,
    language: { type: 'string', pattern: '^[a-z]{2,3}$' },
    taxonomy_id: uuid,
    term_uri: uri,
  },
  ['id', 'name', 'description'],
);

const attribute = object(
  {
    id: uuid,
    link_id: uuid,
    taxonomy_term_id: uuid,
    link_type: text,
    link_entity: text,
    value: text,
    taxonomy_term: taxonomyTerm,
  },
  ['id', 'link_id', 'taxonomy_term_id', 'link_entity'],
);

const serviceArea = object({ id: uuid, service_id: uuid, name: text, description: text, uri }, ['id']);

const service = object(
  {
    id: uuid,
    organization_id: uuid,
    name: text,
    description: text,
    status: { enum: ['active', 'inactive', 'defunct', 'temporarily closed'] },
    service_areas: listOf(serviceArea),
    attributes: listOf(attribute),
  },
  ['id', 'name', 'status'],
);

const location = object(
  {
    id: uuid,
    organization_id: uuid,
    location_type: { enum: ['physical', 'postal', 'virtual'] },
    name: text,
    description: text,
    external_identifier: text,
    external_identifier_type: text,
  },
  ['id', 'location_type'],
);

const organizationIdentifier = object(
  { id: uuid, organization_id: uuid, identifier_scheme: text, identifier_type: text, identifier: text },
  ['id', 'identifier_type', 'identifier'],
);

const organization = object(
  {
    id: uuid,
    name: text,
    description: text,
    legal_status: text,
    year_incorporated: { type: 'number' },
    organization_identifiers: listOf(organizationIdentifier),
    locations: listOf(location),
    services: listOf(service),
  },
  ['id', 'name', 'description'],
);

/** A page of organizations with what is nested in them. */
export const HSDS_PAGE = object(
  {
    size: { type: 'integer' },
    first_page: { type: 'boolean' },
    last_page: { type: 'boolean' },
    empty: { type: 'boolean' },
    contents: listOf(organization),
    next: text,
  },
  ['empty', 'contents'],
);
