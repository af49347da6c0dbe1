import { texts } from '../../texts/index.ts';
import { HOME, type Page } from '../page.ts';

export const publicPages: readonly Page[] = [
  { path: HOME, title: texts.public.home.title, component: () => import('./Home.vue'), menu: true },
  {
    path: '/directory',
    title: texts.public.directory.title,
    component: () => import('./Directory.vue'),
    menu: true,
  },
  { path: '/map', title: texts.public.map.title, component: () => import('./CityMap.vue'), menu: true },
  {
    path: '/figures',
    title: texts.public.figures.title,
    component: () => import('./Figures.vue'),
    menu: true,
  },
  { path: '/names', title: texts.public.names.title, component: () => import('./NameCheck.vue'), menu: true },
  { path: '/rate', title: texts.public.rate.title, component: () => import('./RatePlatform.vue') },
];
