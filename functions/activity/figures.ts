import { createApi } from '../../shared/http/api.ts';
import { HttpSettings } from '../../shared/http/settings.ts';
import { readSettings } from '../../shared/settings.ts';
import { routes as attentionRoutes } from './attention/routes.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { routes as rateRoutes } from './rates/routes.ts';

const settings = readSettings(HttpSettings.extend(StoreSettings.shape), process.env);
const deps = makeDeps(settings);
const routes = [...rateRoutes, ...attentionRoutes];

export const handler = createApi({ service: 'activity', routes, deps, settings, memory: deps.store });
