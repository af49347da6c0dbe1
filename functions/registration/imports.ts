import { createApi } from '../../shared/http/api.ts';
import { HttpSettings } from '../../shared/http/settings.ts';
import { readSettings } from '../../shared/settings.ts';
import { makeDeps, StoreSettings } from './deps.ts';
import { routes } from './import/routes.ts';

const settings = readSettings(HttpSettings.extend(StoreSettings.shape), process.env);
const deps = makeDeps(settings);

export const handler = createApi({ service: 'registration', routes, deps, settings, memory: deps.store });
