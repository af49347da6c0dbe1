import { createApi } from '../../shared/http/api.ts';
import { HttpSettings } from '../../shared/http/settings.ts';
import { readSettings } from '../../shared/settings.ts';
import { routes } from './pages/routes.ts';
import { cspOf, PagesSettings } from './pages/settings.ts';
import { openSite } from './pages/site.ts';

const settings = readSettings(PagesSettings, process.env);

/** HTTP entry of the web application; its files lie in the package as in the project. */
export const handler = createApi({
  service: 'portal',
  routes,
  deps: {
    site: openSite('functions/portal/dist', {
      OIDC_AUTHORITY: settings.OIDC_AUTHORITY,
      OIDC_CLIENT_ID: settings.OIDC_CLIENT_ID,
    }),
    csp: cspOf(settings),
  },
  settings: readSettings(HttpSettings, process.env),
});
