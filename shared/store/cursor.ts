import { createHmac, timingSafeEqual } from 'node:crypto';
import { InvalidCursor } from './errors.ts';

/**
 * Makes an opaque cursor of a key: readable by nobody's leave, changeable by nobody (HMAC-SHA256).
 * @param scope what the cursor is good for: list, caller and filters; another scope cannot use it
 */
export function signCursor(key: Record<string, unknown>, scope: string, secret: string): string {
  const payload = Buffer.from(JSON.stringify(key)).toString('base64url');
  return `${payload}.${mac(payload, scope, secret).toString('base64url')}`;
}

/**
 * Reads a cursor back.
 * @throws InvalidCursor when it was forged, damaged, or made for another scope
 */
export function readCursor(cursor: string, scope: string, secret: string): Record<string, unknown> {
  const [payload = '', signature = '', ...more] = cursor.split('.');
  if (more.length > 0) throw new InvalidCursor();
  const given = Buffer.from(signature, 'base64url');
  const expected = mac(payload, scope, secret);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new InvalidCursor();
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
}

function mac(payload: string, scope: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`${scope}\n${payload}`).digest();
}
