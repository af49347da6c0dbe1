import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allRoutes } from '../../../infra/routes.ts';
import { ROLES, type Role } from '../../../shared/auth/caller.ts';
import { createApi } from '../../../shared/http/api.ts';
import { type Route, route } from '../../../shared/http/route.ts';
import { ACCESS, type Access } from './access-table.ts';
import { clientOf } from './client.ts';
import { type Issuer, startIssuer } from './issuer.ts';

/** The division that the samples are about, and one beside it. */
const HERE = '330302';
const ELSEWHERE = '330381';

const routes = await allRoutes();
let issuer: Issuer;

beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.close());

/** The declared route, with an end that only says that the caller got through. */
function door(declared: Route<never>): Route<unknown> {
  const passed = route({
    method: 'GET',
    path: '/',
    operationId: 'passed',
    summary: '',
    tag: '',
    access: 'public',
    responses: {},
    handle: () => ({ status: 204 }),
  });
  return {
    ...declared,
    responses: { ...declared.responses, 204: { description: 'passed' } },
    handle: passed.handle,
  };
}

describe('Access, route by route and role by role', () => {
  it('every route stands in the table, and the table holds no other', () => {
    expect(Object.keys(ACCESS).sort()).toEqual(routes.map(({ operationId }) => operationId).sort());
  });

  describe.each(routes.map((declared) => [declared.operationId, declared] as const))('%s', (id, declared) => {
    const access = ACCESS[id] as Access;

    let call: ReturnType<typeof clientOf>;
    beforeAll(() => {
      const routes = [door(declared)];
      const handler = createApi({
        service: 'access',
        routes,
        deps: undefined,
        settings: issuer.settings,
        memory: { recall: async () => undefined, claim: async () => {} },
      });
      call = clientOf(handler, routes);
    });

    async function knock(role?: Role, division = HERE, headers: Record<string, string> = {}) {
      const reply = await call(declared.method, access.target ?? declared.path, {
        ...(role && { token: await issuer.token(role, division) }),
        ...(access.body !== undefined && { body: access.body }),
        headers: { ...(declared.ifMatch && { 'if-match': '"1"' }), ...headers },
      });
      return reply.status;
    }

    it.each(ROLES.map((role) => [role]))('%s', async (role) => {
      const may = access.who === 'public' || access.who.includes(role);
      expect(await knock(role)).toBe(may ? 204 : 403);
    });

    it('nobody, without a token', async () => {
      expect(await knock()).toBe(access.who === 'public' ? 204 : 401);
    });

    it('anybody with a token that does not hold', async () => {
      expect(await knock(undefined, HERE, { authorization: 'Bearer forged' })).toBe(401);
    });

    it('each role of another county, and the city', async () => {
      for (const role of access.who === 'public' ? ROLES : access.who) {
        expect([role, await knock(role, ELSEWHERE)]).toEqual([role, access.ownDivision ? 403 : 204]);
        expect([role, await knock(role, '3303')]).toEqual([role, 204]);
      }
    });
  });
});
