import { texts } from '../../texts/index.ts';
import type { Page } from '../page.ts';

const t = texts.models;

export const models: readonly Page[] = [
  { path: '/models', title: t.list.title, component: () => import('./Models.vue'), menu: true },
  {
    path: '/models/new',
    title: t.model.newTitle,
    component: () => import('./NewModel.vue'),
    roles: ['township', 'county'],
  },
  { path: '/models/:id', title: t.model.title, component: () => import('./ModelPage.vue') },
];
