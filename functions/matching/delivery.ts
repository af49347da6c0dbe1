import { createApi } from '../../shared/http/api.ts';
import { HttpSettings } from '../../shared/http/settings.ts';
import { readSettings } from '../../shared/settings.ts';
import { routes as delivery } from './delivery/routes.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { routes as money } from './money/routes.ts';

const settings = readSettings(HttpSettings.extend(StoreSettings.shape), process.env);
const deps = makeDeps(settings);

const routes = [...delivery, ...money];

export const handler = createApi({ service: 'matching', routes, deps, settings, memory: deps.store });
