/**
 * Sign-in at the local issuer: the authorization code flow with PKCE (RFC 6749, RFC 7636; OpenID Connect Core 1.0), with
 * one button per local user instead of passwords. In memory; codes and refresh tokens are good once.
 */
import { createHash, randomBytes } from 'node:crypto';
import { LOCAL_USERS, type LocalUser } from './users.ts';

export const CLIENT_ID = 'peiyou-portal';
const CODE_MS = 60_000;
const SESSION_MS = 8 * 3_600_000;

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** HTML as text; anything else goes as JSON. */
  body?: unknown;
}

interface Grant {
  user: LocalUser;
  redirectUri: string;
  challenge: string;
  nonce?: string;
  until: number;
}

/** What a token answer needs. */
export interface Granted {
  user: LocalUser;
  nonce?: string;
  refreshToken: string;
}

type TokenAnswer = { granted: Granted } | { refused: 'invalid_grant' | 'unsupported_grant_type' };

/**
 * @param portal origin of the web application; codes go to its `/app/signed-in` alone
 */
export function signIn(portal: string) {
  const codes = new Map<string, Grant>();
  const sessions = new Map<string, { user: LocalUser; until: number }>();
  const refreshing = new Map<string, LocalUser>();
  const secret = () => randomBytes(32).toString('base64url');

  function refusal(query: URLSearchParams): string | undefined {
    if (query.get('client_id') !== CLIENT_ID) return 'client_id 不是培优门户';
    if (query.get('redirect_uri') !== `${portal}/app/signed-in`) return 'redirect_uri 不是培优门户的地址';
    return undefined;
  }

  const back = (query: URLSearchParams, answer: Record<string, string>): Answer => {
    const to = new URL(query.get('redirect_uri')!);
    const state = query.get('state');
    for (const [name, value] of Object.entries({ ...answer, ...(state !== null && { state }) }))
      to.searchParams.set(name, value);
    return { status: 303, headers: { location: to.href } };
  };

  function codeFor(user: LocalUser, query: URLSearchParams): Answer {
    const code = secret();
    const nonce = query.get('nonce');
    codes.set(code, {
      user,
      redirectUri: query.get('redirect_uri')!,
      challenge: query.get('code_challenge')!,
      ...(nonce !== null && { nonce }),
      until: Date.now() + CODE_MS,
    });
    return back(query, { code });
  }

  const granted = (user: LocalUser, nonce?: string): TokenAnswer => {
    const refreshToken = secret();
    refreshing.set(refreshToken, user);
    return { granted: { user, refreshToken, ...(nonce !== undefined && { nonce }) } };
  };

  return {
    /** The page with the buttons; who has a session goes on at once. */
    authorize(query: URLSearchParams, session: string | undefined): Answer {
      const wrong = refusal(query);
      if (wrong) return { status: 400, body: page(`<p role="alert">${wrong}</p>`) };
      if (query.get('response_type') !== 'code') return back(query, { error: 'unsupported_response_type' });
      if (query.get('code_challenge_method') !== 'S256' || !query.get('code_challenge'))
        return back(query, { error: 'invalid_request', error_description: 'PKCE with S256 is needed' });
      const known = session === undefined ? undefined : sessions.get(session);
      const prompt = query.get('prompt');
      if (known && known.until > Date.now() && prompt !== 'login' && prompt !== 'select_account')
        return codeFor(known.user, query);
      if (prompt === 'none') return back(query, { error: 'login_required' });
      return { status: 200, body: page(buttons(query)) };
    },

    /** A button was pressed. */
    choose(form: URLSearchParams): Answer {
      const wrong = refusal(form);
      const user = LOCAL_USERS.find(({ subject }) => subject === form.get('user'));
      if (wrong || !user)
        return { status: 400, body: page(`<p role="alert">${wrong ?? '没有这个用户'}</p>`) };
      const session = secret();
      sessions.set(session, { user, until: Date.now() + SESSION_MS });
      const answer = codeFor(user, form);
      const cookie = `session=${session}; HttpOnly; SameSite=Lax; Path=/; Max-Age=${SESSION_MS / 1000}`;
      return { ...answer, headers: { ...answer.headers, 'set-cookie': cookie } };
    },

    /** A code or a refresh token for tokens. */
    exchange(form: URLSearchParams): TokenAnswer {
      const kind = form.get('grant_type');
      if (kind === 'refresh_token') {
        const user = refreshing.get(form.get('refresh_token') ?? '');
        refreshing.delete(form.get('refresh_token') ?? '');
        return user ? granted(user) : { refused: 'invalid_grant' };
      }
      if (kind !== 'authorization_code') return { refused: 'unsupported_grant_type' };
      const code = form.get('code') ?? '';
      const grant = codes.get(code);
      codes.delete(code);
      const challenge = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      const holds =
        grant &&
        grant.until > Date.now() &&
        grant.redirectUri === form.get('redirect_uri') &&
        grant.challenge === challenge;
      return holds ? granted(grant.user, grant.nonce) : { refused: 'invalid_grant' };
    },

    /** Ends the session and goes back to the portal. */
    signOut(session: string | undefined): Answer {
      const user = session === undefined ? undefined : sessions.get(session)?.user;
      if (session !== undefined) sessions.delete(session);
      // Other windows of the same person get no new tokens either.
      for (const [token, owner] of refreshing) if (owner === user) refreshing.delete(token);
      return {
        status: 303,
        headers: { location: `${portal}/app`, 'set-cookie': 'session=; HttpOnly; Path=/; Max-Age=0' },
      };
    },
  };
}

const buttons = (query: URLSearchParams) => `<form method="post" action="/authorize">
${[...query].map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`).join('\n')}
${LOCAL_USERS.map(({ subject, name, as }) => `<button name="user" value="${escaped(subject)}">${escaped(name)}（${escaped(as)}）</button>`).join('\n')}
</form>`;

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

const page = (content: string) => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>本机登录 · 培优</title>
<style>body{font:1rem/1.6 system-ui,sans-serif;max-width:26rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
button{display:block;width:100%;margin:.5rem 0;padding:.75rem;font:inherit;text-align:start}</style></head>
<body><main><h1>本机登录</h1><p>仅供本机试用：选一个身份登录，不需要密码。</p>
${content}</main></body></html>`;
