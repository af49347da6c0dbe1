import { createApi } from '../../shared/http/api.ts';
import { HttpSettings } from '../../shared/http/settings.ts';
import { readSettings } from '../../shared/settings.ts';
import { routes as channels } from './channels/routes.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { routes as offers } from './offers/routes.ts';
import { routes as rounds } from './rounds/routes.ts';

const settings = readSettings(HttpSettings.extend(StoreSettings.shape), process.env);
const deps = makeDeps(settings);

const routes = [...offers, ...rounds, ...channels];

export const handler = createApi({ service: 'matching', routes, deps, settings, memory: deps.store });
