import { describe, expect, it } from '@jest/globals';
import { menuOf, type Page } from '../../../functions/portal/web/pages/page.ts';

const component = () => Promise.resolve({});
const pages: Page[] = [
  { path: '/home', title: '首页', component, menu: true },
  { path: '/applications', title: '我的申请', component, roles: ['applicant', 'organisation'], menu: true },
  { path: '/applications/:id', title: '申请', component, roles: ['applicant'] },
  {
    path: '/record',
    title: '填报活动',
    component,
    roles: ['applicant', 'organisation'],
    menu: true,
    speaks: true,
  },
  { path: '/reviews', title: '待办审查', component, roles: ['county'], menu: true },
];
const paths = (...given: Parameters<typeof menuOf> extends [unknown, ...infer R] ? R : never) =>
  menuOf(pages, ...given).map(({ path }) => path);

describe('门户: the navigation', () => {
  it('of the public has what is for everybody', () => {
    expect(paths(undefined, true)).toEqual(['/home']);
  });
  it('of a resident who speaks for no organisation has nothing that needs one', () => {
    expect(paths('applicant', false)).toEqual(['/applications', '/home']);
  });
  it('has the own pages first', () => {
    expect(paths('applicant', true)).toEqual(['/applications', '/record', '/home']);
    expect(paths('county', true)).toEqual(['/reviews', '/home']);
  });
});
