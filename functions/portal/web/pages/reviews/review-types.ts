import type { paths } from '../../api/generated/schema.d.ts';

/** An application as the API shows it. */
export type Application =
  paths['/v1/applications/{id}']['get']['responses']['200']['content']['application/json'];
