import { routes as entryRoutes } from './contests/entry-routes.ts';
import { routes as contestRoutes } from './contests/routes.ts';
import { routes as fairRoutes } from './fairs/routes.ts';

/** The HTTP operations of contests (微公益创投大赛) and fairs (项目对接会), the named channels of M1.5. */
export const routes = [...contestRoutes, ...entryRoutes, ...fairRoutes];
