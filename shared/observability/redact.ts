/** Keeps out of the logs what must not be in them, should a caller of the logger ever forget. */

const REDACTED = '[redacted]';

/** Names of log fields that hold a secret or personal data, in lower case without separators. */
const HIDDEN = new Set(
  (
    'authorization cookie setcookie token accesstoken refreshtoken secret password apikey cursorsecret ' +
    'idcard idcardno idnumber identitynumber phone phonenumber mobile telephone email address personname ' +
    'contactname applicantname legalrepresentative bankaccount 身份证号 手机号 姓名 住址'
  ).split(' '),
);

/** Bearer tokens and JSON web tokens, identity card numbers (GB 11643), mobile numbers. */
const PATTERNS = [
  /\bBearer\s+[\w.~+/=-]{16,}/gi,
  /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g,
  /(?<![\w-])[1-9]\d{5}(?:18|19|20)\d{9}[\dXx](?![\w-])/g,
  /(?<![\w.-])(?:\+?86-?)?1[3-9]\d{9}(?![\w-])/g,
];

/**
 * A replacer for JSON.stringify: hides fields by their name, and tokens, identity card and mobile numbers wherever
 * they stand in a text.
 */
export function redact(key: string, value: unknown): unknown {
  if (value !== undefined && value !== null && HIDDEN.has(key.toLowerCase().replace(/[-_]/g, '')))
    return REDACTED;
  if (typeof value !== 'string') return value;
  return PATTERNS.reduce((text, pattern) => text.replace(pattern, REDACTED), value);
}
