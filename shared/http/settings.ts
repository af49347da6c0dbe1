import * as z from 'zod';

const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Key sets come over TLS; plain HTTP only from this very machine (local stack, tests). */
const JwksUrl = z.url().refine((value) => {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || (protocol === 'http:' && LOCAL.has(hostname));
}, 'must be https (http only for localhost)');

const Origin = z
  .string()
  .refine(
    (value) => URL.canParse(value) && new URL(value).origin === value,
    'must be an origin such as https://portal.example.cn',
  );

/** Settings of every API: who issues the tokens, and which web origins may call (comma separated, may be empty). */
export const HttpSettings = z.object({
  AUTH_ISSUER: z.string().min(1),
  AUTH_AUDIENCE: z.string().min(1),
  AUTH_JWKS_URL: JwksUrl,
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((origin) => origin.trim())
        .filter((origin) => origin !== ''),
    )
    .pipe(z.array(Origin)),
});
export type HttpSettings = z.infer<typeof HttpSettings>;
