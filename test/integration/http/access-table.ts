import type { Role } from '../../../shared/auth/caller.ts';

/** What a route is expected to ask of its caller, written down apart from the route itself. */
export interface Access {
  who: 'public' | readonly Role[];
  /** The request is about a division (330302 in the sample) that must lie within the caller's. */
  ownDivision?: true;
  /** A valid path with query, where the declared path is not one. */
  target?: string;
  /** A valid body. */
  body?: unknown;
}

const NAME = { name: '温州市鹿城区南汇街道志愿者协会', kind: 'association' };

/** Who may call which operation; a new route needs its line here. */
export const ACCESS: Readonly<Record<string, Access>> = {
  getHealth: { who: 'public' },
  listDivisions: { who: 'public', target: '/v1/divisions?parent=330302' },
  getOpenApi: { who: 'public' },
  getDocs: { who: 'public' },
  getDocsAsset: { who: 'public', target: '/docs/redoc.js' },
  checkName: { who: 'public', body: NAME },
  reserveName: {
    who: ['applicant', 'organisation', 'community', 'township', 'county', 'city'],
    body: { ...NAME, division: '330302' },
  },
  getReservation: {
    who: ['applicant', 'organisation', 'agency', 'provider', 'community', 'township', 'county', 'city'],
  },
  releaseReservation: { who: ['applicant', 'organisation', 'community', 'township', 'county', 'city'] },
  listNames: {
    who: ['community', 'township', 'county', 'city'],
    ownDivision: true,
    target: '/v1/names?division=330302',
  },
  importNames: {
    who: ['county', 'city'],
    body: { names: [{ ...NAME, organisationId: '1', division: '330302', registeredOn: '2020-01-01' }] },
  },
};
