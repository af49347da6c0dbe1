import { describe, expect, it } from '@jest/globals';
import { words } from '../../../functions/portal/web/texts/zh/words.ts';
import { ACTION_NAMES, SERVICE_KINDS } from '../../../shared/actions/index.ts';
import { ROLE_NAMES } from '../../../shared/auth/caller.ts';

describe('门户: its words', () => {
  it('are those of the services: what the portal keeps apart, to stay small, says the same', () => {
    expect(words.action).toEqual(ACTION_NAMES);
    expect(words.serviceKind).toEqual(SERVICE_KINDS);
    expect(words.role).toEqual(ROLE_NAMES);
  });
});
