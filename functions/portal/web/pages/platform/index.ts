import type { Role } from '../../../../../shared/auth/caller.ts';
import { texts } from '../../texts/index.ts';
import type { Page } from '../page.ts';

const t = texts.platform;
/** Who keeps platforms: a township its own, a county a shared one. */
const KEEPERS: readonly Role[] = ['township', 'county'];
const READERS: readonly Role[] = [...KEEPERS, 'city'];

export const platform: readonly Page[] = [
  {
    path: '/platforms',
    title: t.list.title,
    component: () => import('./Platforms.vue'),
    roles: ['county', 'city'],
    menu: true,
  },
  {
    path: '/platforms/:township',
    title: t.facts.title,
    component: () => import('./PlatformFacts.vue'),
    roles: READERS,
  },
  {
    path: '/platforms/:township/edit',
    title: t.form.changeTitle,
    component: () => import('./EditPlatform.vue'),
    roles: KEEPERS,
  },
  {
    path: '/platforms/:township/evidence',
    title: t.evidence.title,
    component: () => import('./EvidencePage.vue'),
    roles: READERS,
  },
  {
    path: '/platforms/:township/ratings',
    title: t.ratings.title,
    component: () => import('./Ratings.vue'),
    roles: READERS,
  },
  {
    path: '/platform',
    title: texts.platform.operation.title,
    component: () => import('./OwnPlatform.vue'),
    roles: ['township'],
    menu: true,
  },
  {
    path: '/monthly',
    title: texts.platform.monthly.title,
    component: () => import('./OwnMonthly.vue'),
    roles: ['township'],
    menu: true,
  },
  {
    path: '/platforms/:township/operation',
    title: texts.platform.operation.title,
    component: () => import('./Operation.vue'),
    roles: READERS,
  },
  {
    path: '/platforms/:township/monthly',
    title: texts.platform.monthly.title,
    component: () => import('./MonthlyReports.vue'),
    roles: READERS,
  },
  {
    path: '/platforms/:township/monthly/:month',
    title: texts.platform.monthly.title,
    component: () => import('./MonthlyReport.vue'),
    roles: READERS,
  },
  {
    path: '/assessments',
    title: texts.platform.assessments.title,
    component: () => import('./Assessments.vue'),
    roles: ['county', 'city'],
    menu: true,
  },
  {
    path: '/assessments/:township/:year',
    title: texts.platform.assessments.title,
    component: () => import('./AssessmentPage.vue'),
    roles: READERS,
  },
];
