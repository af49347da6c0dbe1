/** An application and its parts as the API shows them. */
import type { paths } from '../../api/generated/schema.d.ts';

export type Application =
  paths['/v1/applications/{id}']['get']['responses'][200]['content']['application/json'];
export type Draft = Application['draft'];
export type DraftPatch =
  paths['/v1/applications/{id}']['patch']['requestBody']['content']['application/json'];
export type Person = NonNullable<Draft['founders']>[number];
