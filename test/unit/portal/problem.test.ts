import { describe, expect, it } from '@jest/globals';
import { fieldErrors } from '../../../functions/portal/web/api/problem.ts';

describe('门户: what the API finds wrong', () => {
  it('stands beside the field that it concerns, all of it', () => {
    const problem = {
      title: '请求有误',
      status: 400,
      detail: '两处有误',
      errors: [
        { pointer: '#/body/applicant/name', detail: '不能为空' },
        { pointer: '#/body/applicant/name', detail: '应为姓名' },
        { pointer: '#/query/a~1b', detail: '没有这个参数' },
        { pointer: '#/period/to', detail: '应不早于今天' },
      ],
    };
    expect(fieldErrors(problem)).toEqual({
      'applicant.name': '不能为空；应为姓名',
      'a/b': '没有这个参数',
      'period.to': '应不早于今天',
    });
    expect(fieldErrors(undefined)).toEqual({});
  });
});
