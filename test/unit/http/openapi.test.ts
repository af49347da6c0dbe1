import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { buildOpenApi } from '../../../shared/http/openapi.ts';
import { route } from '../../../shared/http/route.ts';

const Thing = z.strictObject({ name: z.string() }).meta({ id: 'Thing' });

const create = route({
  method: 'POST',
  path: '/v1/things',
  operationId: 'createThing',
  summary: '新建',
  tag: '乙',
  access: { roles: ['county'] },
  creates: true,
  body: Thing,
  bodyExample: { name: '名' },
  responses: { 201: { description: '已建', schema: Thing, headers: { Location: '地址' } } },
  handle: () => ({ status: 201 }),
});

const change = route({
  method: 'PUT',
  path: '/v1/things/{id}',
  operationId: 'changeThing',
  summary: '更改',
  tag: '甲',
  access: 'public',
  ifMatch: 'required',
  params: z.strictObject({ id: z.string() }),
  responses: { 204: { description: '已改' }, 404: { description: '没有' } },
  handle: () => ({ status: 204 }),
});

describe('OpenAPI from routes', () => {
  const document = buildOpenApi([change, create]);
  const post = document.paths?.['/v1/things']?.post;
  const put = document.paths?.['/v1/things/{id}']?.put;

  it('is 3.1 and the same whatever the order of the routes', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(JSON.stringify(buildOpenApi([create, change]))).toBe(JSON.stringify(document));
  });

  it('says who may call', () => {
    expect(post?.security).toEqual([{ token: [] }]);
    expect(post?.description).toContain('县（市、区）民政');
    expect(put?.security).toEqual([{}, { token: [] }]);
    expect(document.components?.securitySchemes).toMatchObject({ token: { scheme: 'bearer' } });
  });

  it('names every status that the stack may answer with', () => {
    expect(Object.keys(post?.responses ?? {})).toEqual([
      '201',
      '400',
      '401',
      '403',
      '413',
      '415',
      '422',
      '429',
      '500',
      '503',
    ]);
    expect(Object.keys(put?.responses ?? {})).toEqual([
      '204',
      '400',
      '401',
      '404',
      '412',
      '428',
      '429',
      '500',
      '503',
    ]);
  });

  it('names the headers of idempotency and versions', () => {
    expect(post?.parameters).toEqual([
      expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: false }),
    ]);
    expect(put?.parameters).toContainEqual(expect.objectContaining({ name: 'If-Match', required: true }));
    expect(post?.responses).toMatchObject({ 201: { headers: { Location: {}, 'Idempotency-Replayed': {} } } });
  });

  it('gives bodies by reference, with their example', () => {
    expect(post?.requestBody).toEqual({
      required: true,
      content: {
        'application/json': { schema: { $ref: '#/components/schemas/Thing' }, example: { name: '名' } },
      },
    });
  });

  it('refuses two routes of one name', () => {
    expect(() => buildOpenApi([create, create])).toThrow('Two routes are called createThing');
  });
});
