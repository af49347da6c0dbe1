import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as z from 'zod';
import { isKnownDivision } from '../divisions/index.ts';
import { Problem, unauthenticated } from '../http/problem.ts';
import { type Caller, ROLES } from './caller.ts';

/** Signature algorithms accepted; all others, `none` above all, are refused. */
const ALGORITHMS = ['ES256', 'RS256'];

/** Seconds by which the issuer's clock may differ from ours. */
const CLOCK_TOLERANCE = 5;

export interface TokenSettings {
  AUTH_ISSUER: string;
  AUTH_AUDIENCE: string;
  AUTH_JWKS_URL: string;
}

const Claims = z.object({
  sub: z.string().min(1).max(200),
  role: z.enum(ROLES),
  division: z.string().refine(isKnownDivision),
});

/**
 * Makes the function that turns an Authorization header into the caller, verifying the token's signature against the
 * issuer's key set (fetched when first needed, then kept), its issuer, audience and times.
 * @returns resolves to the caller; rejects with Problem 401 for a token that does not hold, 503 when the key set
 * cannot be fetched
 */
export function authenticator(settings: TokenSettings, now: () => Date): (header: string) => Promise<Caller> {
  const keys = createRemoteJWKSet(new URL(settings.AUTH_JWKS_URL));
  return async (header) => {
    const claims = Claims.safeParse(await verified(bearer(header), keys, settings, now()));
    if (!claims.success) {
      throw unauthenticated('登录令牌缺少有效的身份信息（sub、role、division）', 'missing or invalid claims');
    }
    const { sub, role, division } = claims.data;
    return { subject: sub, role, division };
  };
}

function bearer(header: string): string {
  const token = /^Bearer +([^\s,]+)$/i.exec(header)?.[1];
  if (!token) throw unauthenticated('Authorization 应为 Bearer 加登录令牌', 'not a bearer token');
  return token;
}

async function verified(
  token: string,
  keys: JWTVerifyGetKey,
  { AUTH_ISSUER, AUTH_AUDIENCE }: TokenSettings,
  currentDate: Date,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ALGORITHMS,
      issuer: AUTH_ISSUER,
      audience: AUTH_AUDIENCE,
      clockTolerance: CLOCK_TOLERANCE,
      requiredClaims: ['sub', 'exp'],
      currentDate,
    });
    return payload;
  } catch (error) {
    throw refusal(error);
  }
}

function refusal(error: unknown): Problem {
  if (error instanceof errors.JWTExpired) {
    return unauthenticated('登录令牌已过期，请重新登录', 'token expired', error);
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return unauthenticated(
      error.reason === 'missing' ? `登录令牌缺少 ${error.claim}` : '登录令牌不是发给本系统的，或尚未生效',
      `claim ${error.claim} not accepted`,
      error,
    );
  }
  const keySetFailed =
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    !(error instanceof errors.JOSEError) ||
    error.code === 'ERR_JOSE_GENERIC';
  if (keySetFailed) {
    return new Problem('unavailable', '身份验证服务暂不可用，请稍后再试', {
      cause: error,
      headers: { 'retry-after': '5' },
    });
  }
  return unauthenticated('登录令牌无效', 'token invalid', error);
}
