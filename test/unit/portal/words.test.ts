import { describe, expect, it } from '@jest/globals';
import { DONOR_NAMES, SOURCE_NAMES } from '../../../functions/matching/model/terms.ts';
import * as platform from '../../../functions/platform/model/terms.ts';
import { words } from '../../../functions/portal/web/texts/zh/words.ts';
import { FACT_KINDS } from '../../../functions/reporting/model/kinds.ts';
import { ACTION_NAMES, SERVICE_KINDS } from '../../../shared/actions/index.ts';
import { ROLE_NAMES } from '../../../shared/auth/caller.ts';

describe('门户: its words', () => {
  it('are those of the services: what the portal keeps apart, to stay small, says the same', () => {
    expect(words.action).toEqual(ACTION_NAMES);
    expect(words.serviceKind).toEqual(SERVICE_KINDS);
    expect(words.donor).toEqual(DONOR_NAMES);
    expect(words.fundSource).toEqual(SOURCE_NAMES);
    expect(words.platformBase).toEqual(platform.BASE_NAMES);
    expect(words.tenure).toEqual(platform.TENURE_NAMES);
    expect(words.platformFund).toEqual(platform.SOURCE_NAMES);
    expect(words.role).toEqual(ROLE_NAMES);
    const kinds = Object.entries(FACT_KINDS);
    expect(words.factKind).toEqual(Object.fromEntries(kinds.map(([kind, { name }]) => [kind, name])));
  });

  it('tell every kind of news that figures are made of', () => {
    const sources = Object.values(FACT_KINDS).flatMap(({ sources }) => sources as readonly string[]);
    expect(Object.keys(words.happened).sort()).toEqual([...new Set(sources)].sort());
  });
});
