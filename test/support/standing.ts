import type { Standing } from '../../shared/events/shapes.ts';

/** How an organisation stands of which a test says nothing else. */
export const STANDING: Standing = {
  version: 1,
  track: 'filed',
  class: 'growing',
  status: 'active',
  actions: ['culture'],
  hub: false,
};
