import { createRouter, createWebHistory, type Router } from 'vue-router';
import type { Role } from '../../../shared/auth/caller.ts';
import { pages } from './pages/index.ts';
import { HOME } from './pages/page.ts';
import { signIn, who } from './session/session.ts';
import { texts } from './texts/index.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** The page's name: in the window's title and in the navigation. */
    title: string;
    /** Who may open it; everybody when left out. */
    roles?: readonly Role[];
  }
}

/** Made once the address is that of a page: the router reads it as soon as it is there. */
export function pageRouter(): Router {
  const router = createRouter({
    history: createWebHistory('/app'),
    routes: [
      { path: '/', redirect: HOME },
      ...pages.map(({ path, component, title, roles }) => ({
        path,
        component,
        props: true,
        meta: { title, ...(roles && { roles }) },
      })),
      {
        path: '/:rest(.*)',
        component: () => import('./pages/NotFound.vue'),
        meta: { title: texts.app.notFound },
      },
    ],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  });
  router.beforeEach(async ({ meta, fullPath }) => {
    if (!meta.roles || who.value) return true;
    await signIn(fullPath);
    return false;
  });
  router.afterEach(({ meta }) => {
    document.title = `${meta.title} · ${texts.app.name}`;
  });
  return router;
}
