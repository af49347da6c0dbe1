import { conflict, invalid, Problem, preconditionFailed } from './problem.ts';

/**
 * What a thrown error means to the client: problems as they are; a lost race of the store is 409, or 412 when the
 * client named a version; a cursor that is not ours is 400; a run that takes too long 503; anything else 500, silent
 * about its inside.
 */
export function problemOf(error: unknown, versioned: boolean): Problem {
  if (error instanceof Problem) return error;
  switch (error instanceof Error ? error.name : '') {
    case 'ConditionFailed':
      return versioned
        ? preconditionFailed(undefined, { cause: error })
        : conflict('数据刚刚被他人更改，请重新读取后再试', { cause: error });
    case 'InvalidCursor':
      return invalid([
        { pointer: '#/query/cursor', detail: 'cursor 应为上一页答复中 next 的原值，且查询条件不变' },
      ]);
    case 'TimeoutError':
      return new Problem('unavailable', '处理超时，请稍后再试', {
        cause: error,
        headers: { 'retry-after': '5' },
      });
    default:
      return new Problem('internal', '系统内部错误，请稍后再试；如仍不行，请告知管理员本次的关联编号', {
        cause: error,
      });
  }
}
