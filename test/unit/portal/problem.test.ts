import { describe, expect, it } from '@jest/globals';
import { fieldErrors, problemFrom } from '../../../functions/portal/web/api/problem.ts';

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

  it('says that what was sent before may be done, where a key comes again with something else', () => {
    const errors = [
      { pointer: '#/headers/idempotency-key', detail: '内容不同的请求应使用新的 Idempotency-Key' },
    ];
    expect(problemFrom(422, { title: '无法办理', detail: '键已用过', errors })).toMatchObject({
      status: 422,
      title: '刚才那一次可能已经办成',
    });
  });

  it('says that somebody else changed it, where a version is no longer that one', () => {
    expect(problemFrom(412, { title: '数据已被更新', detail: '请重新读取' }).title).toBe('别处刚改过');
  });

  it('is told without what the API calls the field', () => {
    const errors = [{ pointer: '#/body/base/address', detail: '“base.address”必须填写' }];
    const problem = { title: '请求有误', status: 400, detail: '一处有误', errors };
    expect(fieldErrors(problem)).toEqual({ 'base.address': '必须填写' });
  });

  it('an odd pointer is shown as it stands', () => {
    const problem = { title: '', status: 400, detail: '', errors: [{ pointer: '#/100%', detail: '有误' }] };
    expect(fieldErrors(problem)).toEqual({ '100%': '有误' });
  });

  it('the words of the API, and words of our own where the gateway answers by itself', () => {
    const told = { type: 'about:blank', title: '请求有误', status: 400, detail: '一处有误' };
    expect(problemFrom(400, told)).toEqual(told);
    const busy = { title: '服务出错', status: 503, detail: '服务器答复 503，请稍后再试' };
    for (const other of [{ message: 'Service Unavailable' }, undefined, null, '']) {
      expect(problemFrom(503, other)).toEqual(busy);
    }
  });
});
