import { describe, expect, it } from '@jest/globals';
import { uuidOf } from '../../../functions/registration/directory/uuid.ts';

describe('UUID of a name: RFC 9562 version 5', () => {
  it('is what the standard’s own example says', () => {
    expect(uuidOf('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });
});
