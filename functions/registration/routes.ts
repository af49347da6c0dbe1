import { applicationRoutes } from './applications/routes.ts';
import { attachmentRoutes } from './attachments/routes.ts';
import { classProposalRoutes } from './class-proposals/routes.ts';
import { directoryRoutes } from './directory/routes.ts';
import { organisationRoutes } from './organisations/routes.ts';

/** The HTTP operations of the registration service; those of imports and of commitments are functions of their own. */
export const routes = [
  ...applicationRoutes,
  ...attachmentRoutes,
  ...organisationRoutes,
  ...classProposalRoutes,
  ...directoryRoutes,
];
