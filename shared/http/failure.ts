import { AuditContended, ConditionFailed, InvalidCursor } from '../store/errors.ts';
import { conflict, invalid, Problem, preconditionFailed } from './problem.ts';

const SOON = { 'retry-after': '5' };

/**
 * What a thrown error means to the client: problems as they are; a lost race of the store is 409, or 412 when the
 * client named a version; a cursor that is not ours is 400; too many at once on one thing, or a run that takes too long,
 * 503; anything else 500, silent about its inside.
 * @param versioned whether the request has If-Match
 */
export function problemOf(cause: unknown, versioned: boolean): Problem {
  if (cause instanceof Problem) return cause;
  if (cause instanceof ConditionFailed) {
    return versioned
      ? preconditionFailed(undefined, { cause })
      : conflict('数据刚刚被他人更改，请重新读取后再试', { cause });
  }
  if (cause instanceof InvalidCursor) {
    const detail = 'cursor 应为上一页答复中 next 的原值，且查询条件不变';
    return invalid([{ pointer: '#/query/cursor', detail }]);
  }
  if (cause instanceof AuditContended) {
    return new Problem('unavailable', '同时办理的人较多，请稍后再试', { cause, headers: SOON });
  }
  if (cause instanceof Error && cause.name === 'TimeoutError') {
    return new Problem('unavailable', '处理超时，请稍后再试', { cause, headers: SOON });
  }
  return new Problem('internal', '系统内部错误，请稍后再试；如仍不行，请把本次的关联编号告知管理员', {
    cause,
  });
}
