import { createApi } from '../../shared/http/api.ts';
import { HttpSettings } from '../../shared/http/settings.ts';
import { readSettings } from '../../shared/settings.ts';
import { routes as candidates } from './candidates/routes.ts';
import { routes as capacities } from './capacities/routes.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { routes as listings } from './listings/routes.ts';
import { routes as notices } from './notices/routes.ts';

const settings = readSettings(HttpSettings.extend(StoreSettings.shape), process.env);
const deps = makeDeps(settings);

const routes = [...listings, ...capacities, ...candidates, ...notices];

export const handler = createApi({ service: 'matching', routes, deps, settings, memory: deps.store });
