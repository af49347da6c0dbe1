import { describe, expect, it } from '@jest/globals';
import { authorityFor } from '../../../functions/registration/model/application.ts';

describe('办理机关: who decides (C1.2, C1.4, C1.5)', () => {
  it.each([
    ['registered', 'association', '330302025010', 'county', '330302'],
    ['registered', 'private-non-enterprise', '330381001', 'county', '330381'],
    ['registered', 'foundation', '330302025', 'city', '3303'],
    ['registered', 'association', '330303012', 'county', '330303Z1'],
    ['registered', 'association', '330303001', 'county', '330303'],
    ['filed', 'team', '330302025010', 'township', '330302025'],
    ['filed', 'team', '330303012', 'township', '330303012'],
    ['filed', 'team', '330383198002', 'county', '330383'],
    ['managed', 'team', '330302025010', 'community', '330302025010'],
  ] as const)('%s %s at %s: %s %s', (track, kind, seat, role, division) =>
    expect(authorityFor(track, kind, seat)).toEqual({ role, division }),
  );

  it.each([
    ['registered', 'association', '3303'],
    ['registered', 'association', '330303Z1'],
    ['registered', 'foundation', '330303Z1'],
    ['filed', 'team', '330302'],
    ['managed', 'team', '330302025'],
  ] as const)('%s %s at %s: the seat does not tell', (track, kind, seat) =>
    expect(authorityFor(track, kind, seat)).toBeUndefined(),
  );
});
