import { describe, expect, it } from '@jest/globals';
import { pages } from '../../../functions/portal/web/pages/index.ts';
import { placeOf } from '../../../functions/portal/web/pages/notices/place.ts';
import type { Role } from '../../../shared/auth/caller.ts';

const pattern = (path: string) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`);
const place = (link: string, role: Role) =>
  placeOf(link, (path) => pages.some((page) => page.roles?.includes(role) && pattern(page.path).test(path)));

describe('我的消息: from what one is told to the page where it is', () => {
  it.each<[string, Role, string]>([
    ['/v1/matches/m1', 'organisation', '/organisation/matches/m1'],
    ['/v1/matches/m1', 'applicant', '/organisation/matches/m1'],
    ['/v1/matches/m1', 'community', '/matches/m1'],
    ['/v1/matches/m1', 'county', '/matches/m1'],
    ['/v1/offers/o1', 'organisation', '/organisation/offers'],
    ['/v1/offers/o1', 'township', '/confirmations'],
    ['/v1/offers/o1', 'community', '/community/needs'],
    ['/v1/needs/n1/candidates', 'community', '/community/needs/n1'],
    ['/v1/needs/n1', 'organisation', '/organisation/needs'],
    ['/v1/needs?division=330302', 'provider', '/organisation/needs'],
    ['/v1/projects/p1', 'agency', '/agency/projects/p1'],
    ['/v1/projects/p1', 'community', '/community/needs'],
    ['/v1/resources/r1', 'community', '/resource-list'],
  ])('%s leads a %s to %s', (link, role, path) => {
    expect(place(link, role)).toBe(path);
  });
  it('leads nowhere where its reader has no page of it', () => {
    expect(place('/v1/matches/m1', 'provider')).toBeUndefined();
    expect(place('/v1/elsewhere/x', 'county')).toBeUndefined();
  });
});
