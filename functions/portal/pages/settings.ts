import * as z from 'zod';

/** Whom the web application asks to sign people in, and where it may send what people upload. */
export const PagesSettings = z.object({
  /** Address of the issuer (OpenID Connect): `/.well-known/openid-configuration` lies below it. */
  OIDC_AUTHORITY: z.url(),
  OIDC_CLIENT_ID: z.string().min(1),
  /** Origins of the buckets, separated by spaces. */
  FILES_ORIGINS: z.string().default(''),
  /** Where an endpoint is given, as in the local stack, buckets are there. */
  AWS_ENDPOINT_URL_S3: z.url().optional(),
});
export type PagesSettings = z.infer<typeof PagesSettings>;

/**
 * The page's Content-Security-Policy: our own scripts and styles only, none inline; talks to ourselves, to the issuer and
 * to the buckets. Styles that scripts set on elements are no inline styles.
 */
export function cspOf({ OIDC_AUTHORITY, FILES_ORIGINS, AWS_ENDPOINT_URL_S3 }: PagesSettings): string {
  const files = AWS_ENDPOINT_URL_S3 === undefined ? FILES_ORIGINS : new URL(AWS_ENDPOINT_URL_S3).origin;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${new URL(OIDC_AUTHORITY).origin} ${files}`.trim(),
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
