/**
 * Who is signed in: OpenID Connect, authorization code with PKCE. Tokens live in the memory of this page alone; after a
 * reload the issuer's session gives new ones without a question.
 */
import {
  ErrorResponse,
  InMemoryWebStorage,
  type User,
  UserManager,
  WebStorageStateStore,
} from 'oidc-client-ts';
import { computed, shallowRef } from 'vue';
import type { Role } from '../../../../shared/auth/caller.ts';
import { queries } from '../api/queries.ts';

/** Where the application lies. */
export const BASE = '/app';
const CALLBACK = `${BASE}/signed-in`;
/** Says only that somebody was signed in here, so that a reload asks the issuer again. */
const HINT = 'peiyou.signed-in';

export interface Who {
  subject: string;
  role: Role;
  division: string;
  name: string;
}

const setting = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)!.content;

const manager = new UserManager({
  authority: setting('oidc-authority'),
  client_id: setting('oidc-client-id'),
  redirect_uri: location.origin + CALLBACK,
  post_logout_redirect_uri: location.origin + BASE,
  scope: 'openid profile offline_access',
  userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
  stateStore: new WebStorageStateStore({ store: sessionStorage }),
  automaticSilentRenew: true,
});

const user = shallowRef<User | null>(null);
manager.events.addUserLoaded((loaded) => {
  user.value = loaded;
  last = who.value?.subject;
});
manager.events.addUserUnloaded(() => {
  user.value = null;
});

/** Whoever is signed in; undefined for the public. Taken from the access token, by which the API goes as well. */
export const who = computed<Who | undefined>(() => {
  if (!user.value) return undefined;
  const { sub, role, division } = claimsOf(user.value.access_token);
  return { subject: sub, role, division, name: user.value.profile.name ?? sub };
});

function claimsOf(token: string): { sub: string; role: Role; division: string } {
  const bytes = Uint8Array.from(
    atob(token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/')),
    (character) => character.codePointAt(0)!,
  );
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** The access token; undefined for the public. */
export const accessToken = (): string | undefined => user.value?.access_token;

/** Whoever was signed in last in this page. */
let last: string | undefined;

/**
 * Goes to the issuer; afterwards the page is the one asked for. Whose session has ended in the middle of a form signs in
 * in a window beside it: what he typed stays.
 */
export async function signIn(path: string, prompt?: 'none' | 'select_account'): Promise<void> {
  if (last === undefined || user.value || prompt)
    return manager.signinRedirect({ state: path, ...(prompt && { prompt }) });
  const before = last;
  try {
    await manager.signinPopup();
  } catch {
    // No window may be opened.
    return manager.signinRedirect({ state: path });
  }
  // What another typed is not his to send.
  if (who.value?.subject === before) await queries.invalidateQueries();
  else location.assign(BASE + path);
}

/** Ends the session here, in the other windows, and at the issuer. */
export async function signOut(): Promise<void> {
  sessionStorage.removeItem(HINT);
  windows.postMessage(OUT);
  await manager.signoutRedirect();
}

/** Windows of the application tell each other that somebody has signed out. */
const windows = new BroadcastChannel('peiyou-session');
const OUT = 'signed-out';
windows.onmessage = ({ data }) => {
  if (data !== OUT) return;
  sessionStorage.removeItem(HINT);
  // The token goes even where somebody, asked about what he typed, stays on this page; all that was read goes with it.
  void manager.removeUser();
  location.assign(BASE);
};

let renewing: Promise<boolean> | undefined;

/** A token that is refused is none: the issuer is asked for another, once for all who ask. */
export function renew(): Promise<boolean> {
  renewing ??= renewed().finally(() => {
    renewing = undefined;
  });
  return renewing;
}

async function renewed(): Promise<boolean> {
  try {
    return (await manager.signinSilent()) !== null;
  } catch (error) {
    // The issuer has ended the session: one is signed in no longer. What was typed stays where it is.
    if (error instanceof ErrorResponse) await manager.removeUser();
    return false;
  }
}

/** A window that has told its answer is closed within; one that nobody waits for shows the page as for anybody. */
const CLOSING_MS = 1_000;

/**
 * At the start of the page: takes what the issuer sends back, or asks it again after a reload.
 * @returns false when the page is being left for the issuer
 */
export async function resume(): Promise<boolean> {
  if (location.pathname === CALLBACK && !begunHere()) {
    // The window beside which this one was opened waits for the answer: it is told, and this one closes.
    await manager.signinPopupCallback().catch(() => {});
    await new Promise((done) => setTimeout(done, CLOSING_MS));
  }
  if (location.pathname === CALLBACK) {
    const path = await returned();
    history.replaceState(null, '', BASE + path);
    return true;
  }
  if (sessionStorage.getItem(HINT) === null) return true;
  try {
    const { pathname, search, hash } = location;
    await signIn(pathname.slice(BASE.length) + search + hash, 'none');
    return false;
  } catch {
    // The issuer cannot be reached: what is for everybody can be read all the same.
    return true;
  }
}

/** Whether signing in was begun in this window: the library keeps the state of it here. */
const begunHere = () =>
  sessionStorage.getItem(`oidc.${new URLSearchParams(location.search).get('state')}`) !== null;

/** The path that was asked for before the issuer; the home page when the answer is none of ours. */
async function returned(): Promise<string> {
  try {
    const signedIn = await manager.signinCallback();
    sessionStorage.setItem(HINT, 'yes');
    return pathOf(signedIn?.state);
  } catch (error) {
    sessionStorage.removeItem(HINT);
    // The issuer's session has ended: the page opens as for anybody.
    return pathOf((error as { state?: unknown }).state);
  }
}

const pathOf = (state: unknown): string =>
  typeof state === 'string' && /^\/(?!\/)/.test(state) ? state : '/';
