import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCursor, signCursor } from '../../../shared/store/cursor.ts';
import { InvalidCursor } from '../../../shared/store/index.ts';

const key = { PK: 'LIST#1', SK: 'THING#7' };

describe('A cursor', () => {
  it('gives back the key for the scope and secret it was made with', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string({ unit: 'grapheme' }), (scope, secret, SK) => {
        expect(readCursor(signCursor({ PK: 'x', SK }, scope, secret), scope, secret)).toEqual({
          PK: 'x',
          SK,
        });
      }),
    );
  });

  it('is good for no other scope and no other secret', () => {
    const cursor = signCursor(key, 'list of A', 'secret');
    expect(() => readCursor(cursor, 'list of B', 'secret')).toThrow(InvalidCursor);
    expect(() => readCursor(cursor, 'list of A', 'secret2')).toThrow(InvalidCursor);
  });

  it('takes whatever a caller sends, and refuses it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (cursor) => {
        expect(() => readCursor(cursor, 'list', 'secret')).toThrow(InvalidCursor);
      }),
    );
  });

  it('stands in an address as it is', () => {
    expect(signCursor({ PK: '温州?&=+/#', SK: '~~~>>>' }, 's', 'x')).toMatch(/^[\w-]+\.[\w-]+$/);
  });
});
