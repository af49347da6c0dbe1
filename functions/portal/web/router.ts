import { ref } from 'vue';
import { createRouter, createWebHistory, type Router } from 'vue-router';
import type { Role } from '../../../shared/auth/caller.ts';
import { pages } from './pages/index.ts';
import { HOME } from './pages/page.ts';
import { BASE, signIn, who } from './session/session.ts';
import { texts } from './texts/index.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** The page's name: in the window's title and in the navigation. */
    title: string;
    /** Who may open it; everybody when left out. */
    roles?: readonly Role[];
  }
}

/** Why a page could not be opened, in words. */
export const fault = ref<string>();
/** The page that was loaded anew because a part of it was missing. */
const RELOADED = 'peiyou.reloaded';

/** Made once the address is that of a page: the router reads it as soon as it is there. */
export function pageRouter(): Router {
  const router = createRouter({
    history: createWebHistory(BASE),
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
    fault.value = undefined;
    if (!meta.roles || who.value) return true;
    try {
      await signIn(fullPath);
    } catch {
      fault.value = texts.app.noSignIn;
    }
    return who.value !== undefined;
  });
  // After a deployment the parts of the page have other names: loaded anew it knows them.
  router.onError((_error, { fullPath }) => {
    if (navigator.onLine && sessionStorage.getItem(RELOADED) !== fullPath) {
      sessionStorage.setItem(RELOADED, fullPath);
      location.assign(BASE + fullPath);
    } else fault.value = texts.app.notLoaded;
  });
  router.afterEach(({ meta }, _from, failure) => {
    if (failure) return;
    sessionStorage.removeItem(RELOADED);
    document.title = `${meta.title} · ${texts.app.name}`;
  });
  return router;
}
