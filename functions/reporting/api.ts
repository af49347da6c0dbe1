import { createApi } from '../../shared/http/api.ts';
import { HttpSettings } from '../../shared/http/settings.ts';
import { readSettings } from '../../shared/settings.ts';
import { routes as achievements } from './achievements/routes.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { routes as exported } from './exports/routes.ts';
import { routes as open } from './open/routes.ts';
import { routes as pushes } from './pushes/routes.ts';
import { routes as reports } from './reports/routes.ts';

const settings = readSettings(HttpSettings.extend(StoreSettings.shape), process.env);
const deps = makeDeps(settings);

const routes = [...achievements, ...reports, ...open, ...pushes, ...exported];

export const handler = createApi({ service: 'reporting', routes, deps, settings, memory: deps.store });
