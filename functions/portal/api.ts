import { createApi } from '../../shared/http/api.ts';
import { HttpSettings } from '../../shared/http/settings.ts';
import { readSettings } from '../../shared/settings.ts';
import { docsAssets } from './docs.ts';
import document from './openapi.json' with { type: 'json' };
import { routes } from './routes.ts';

/** HTTP entry of the portal. */
export const handler = createApi({
  service: 'portal',
  routes,
  deps: { openapi: JSON.stringify(document), asset: docsAssets() },
  settings: readSettings(HttpSettings, process.env),
});
