import type { Need } from '../../functions/matching/model/listing.ts';
import type { Capacity, Organisation } from '../../functions/matching/model/organisation.ts';
import { STANDING } from './standing.ts';

type Changes<T> = { [K in keyof T]?: T[K] };

/** An open need of 春秋社区, of which a test says nothing else. */
export const needWith = (
  facts: Changes<Need['facts']> = {},
  { division = '330302025010', ...more }: Changes<Need> = {},
): Need => ({
  type: 'need',
  id: 'N',
  owner: { role: 'community', subject: 'wang', division },
  division,
  state: 'open',
  facts: {
    title: '独居老人每周探访',
    division,
    action: 'relief',
    kinds: ['companionship'],
    period: { from: '2026-12-01', to: '2027-02-28' },
    openUntil: '2026-12-20',
    urgency: 'normal',
    demand: 1,
    ...facts,
  },
  places: { held: 0, taken: 0, done: 0 },
  offers: 0,
  serving: [],
  passed: [],
  createdAt: '2026-11-25T02:00:00.000Z',
  version: 1,
  ...more,
});

/** An organisation of that street which serves it, of which a test says nothing else. */
export const organisationWith = (
  capacity: Changes<Capacity> = {},
  {
    standing,
    load,
    ...more
  }: Changes<Omit<Organisation, 'standing' | 'load'>> & {
    standing?: Changes<Organisation['standing']>;
    load?: Changes<Organisation['load']>;
  } = {},
): Organisation => ({
  id: 'O',
  name: '南汇街道为老服务队',
  kind: 'team',
  division: '330302025',
  standing: { ...STANDING, actions: ['relief'], ...standing },
  capacity: {
    state: 'open',
    actions: ['relief'],
    kinds: [],
    groups: [],
    areas: ['330302025'],
    beyond: false,
    atATime: 2,
    skills: [],
    emergency: false,
    own: false,
    revision: 1,
    ...capacity,
  },
  load: { held: 0, running: 0, minutes: {}, ...load },
  rating: { sum: 0, count: 0 },
  version: 1,
  ...more,
});
