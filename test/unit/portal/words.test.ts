import { describe, expect, it } from '@jest/globals';
import { ATTENDEE_NAMES } from '../../../functions/matching/model/fair.ts';
import { ENTRY_NAMES, FORM_NAMES, HEADINGS } from '../../../functions/matching/model/ledger.ts';
import { PURPOSE_NAMES, SELLER_NAMES } from '../../../functions/matching/model/purchase.ts';
import {
  ENTRY_NAMES as CONTEST_ENTRY_NAMES,
  CONTEST_NAMES,
  DONOR_NAMES,
  FAIR_NAMES,
  SOURCE_NAMES,
} from '../../../functions/matching/model/terms.ts';
import { HONOUR_NAMES, HONOUR_STATES } from '../../../functions/platform/model/honour.ts';
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
    expect(words.ledgerHeading).toEqual(HEADINGS);
    expect(words.ledgerEntry).toEqual(ENTRY_NAMES);
    expect(words.ledgerForm).toEqual(FORM_NAMES);
    expect(words.purchaseSeller).toEqual(SELLER_NAMES);
    expect(words.purchasePurpose).toEqual(PURPOSE_NAMES);
    expect(words.contestStage).toEqual(CONTEST_NAMES);
    expect(words.entryState).toEqual(CONTEST_ENTRY_NAMES);
    expect(words.fairState).toEqual(FAIR_NAMES);
    expect(words.attendee).toEqual(ATTENDEE_NAMES);
    expect(words.modelKind).toEqual(HONOUR_NAMES);
    expect(words.modelState).toEqual(HONOUR_STATES);
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
