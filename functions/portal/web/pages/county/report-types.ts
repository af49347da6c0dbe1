import type { paths } from '../../api/generated/schema';

/** A report with its content, as the API shows it. */
export type Report =
  paths['/v1/reports/{division}/{period}']['get']['responses']['200']['content']['application/json'];
