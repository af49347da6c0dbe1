import { evidenceRoutes } from './evidence-routes.ts';
import { lifeRoutes } from './life-routes.ts';
import { opinionRoutes } from './opinion-routes.ts';
import { recordRoutes } from './record-routes.ts';

/** The HTTP operations of delivery: what a match does, what it costs, what is thought of it. */
export const routes = [...lifeRoutes, ...recordRoutes, ...evidenceRoutes, ...opinionRoutes];
