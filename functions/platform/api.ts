import { createApi } from '../../shared/http/api.ts';
import { HttpSettings } from '../../shared/http/settings.ts';
import { readSettings } from '../../shared/settings.ts';
import { routes as assessments } from './assessments/routes.ts';
import { KeySettings, makeDeps, StoreSettings } from './deps.ts';
import { routes as evidence } from './evidence/routes.ts';
import { routes as models } from './models/routes.ts';
import { routes as operation } from './operation/routes.ts';
import { routes as ratings } from './ratings/routes.ts';
import { routes as register } from './register/routes.ts';
import { routes as reports } from './reports/routes.ts';

const settings = readSettings(
  HttpSettings.extend(StoreSettings.shape)
    .extend(KeySettings.shape)
    .refine((given) => given.FIELD_KEY_ID !== undefined || given.LOCAL_FIELD_KEYS !== undefined, {
      error: 'FIELD_KEY_ID is missing',
    }),
  process.env,
);
const deps = makeDeps(settings);

const routes = [...register, ...evidence, ...reports, ...operation, ...assessments, ...ratings, ...models];

export const handler = createApi({ service: 'platform', routes, deps, settings, memory: deps.store });
