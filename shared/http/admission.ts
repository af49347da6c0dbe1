import type { Caller, MaybeCaller } from '../auth/caller.ts';
import { ROLE_NAMES } from '../auth/caller.ts';
import { covers } from '../divisions/index.ts';
import { forbidden, unauthenticated } from './problem.ts';
import type { Route } from './route.ts';

type Access = Route<never>['access'];

/**
 * Lets a caller in by the route's declared roles. A token is verified wherever one is sent, on public routes too.
 * @throws Problem 401 without a sound token where one is needed, 403 for a role that may not
 */
export async function admit(
  access: Access,
  authorization: string | undefined,
  callerOf: (header: string) => Promise<Caller>,
): Promise<MaybeCaller> {
  const caller = authorization === undefined ? undefined : await callerOf(authorization);
  if (access === 'public') return caller;
  if (!caller) throw unauthenticated('请先登录：Authorization 应为 Bearer 加登录令牌');
  if (!access.roles.includes(caller.role)) {
    throw forbidden(
      `${ROLE_NAMES[caller.role]}不能办理此事，可办理的有：${access.roles.map((role) => ROLE_NAMES[role]).join('、')}`,
    );
  }
  return caller;
}

/**
 * Holds the caller to the division's subtree.
 * @param division code that the request is about; undefined when it names none
 * @param request the parts in which it may stand as `division`
 * @throws Problem 403 outside of the caller's division
 */
export function holdToDivision(
  caller: MaybeCaller,
  division: string | undefined,
  request: { path?: unknown; query?: unknown; body?: unknown },
): void {
  if (!caller || division === undefined || covers(caller.division, division)) return;
  const place = Object.entries(request).find(
    ([, part]) => (part as { division?: unknown } | undefined)?.division === division,
  )?.[0];
  const detail = `应为 ${caller.division} 辖区内的行政区划代码`;
  throw forbidden(`行政区划 ${division} 不在您的管辖或所属范围（${caller.division}）内`, {
    ...(place && { errors: [{ pointer: `#/${place}/division`, detail }] }),
  });
}
