import { readFileSync } from 'node:fs';
import { createApi } from '../../shared/http/api.ts';
import { HttpSettings } from '../../shared/http/settings.ts';
import { readSettings } from '../../shared/settings.ts';
import { docsAssets } from './docs.ts';
import { routes } from './routes.ts';

/** In the package, as in the project: functions run in its root. As a part of the bundle it would be half of it. */
const OPENAPI = 'functions/portal/openapi.json';

/** HTTP entry of the portal. */
export const handler = createApi({
  service: 'portal',
  routes,
  deps: { openapi: JSON.stringify(JSON.parse(readFileSync(OPENAPI, 'utf8'))), asset: docsAssets() },
  settings: readSettings(HttpSettings, process.env),
});
