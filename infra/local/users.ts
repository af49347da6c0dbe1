/**
 * Who may sign in at the local issuer by a click: one of each role, over a county that has everything; and a county apart
 * with one of its townships.
 */
import type { Caller } from '../../shared/auth/caller.ts';

export interface LocalUser extends Caller {
  name: string;
  /** As whom, in words: beside the name on the issuer's page. */
  as: string;
}

export const LOCAL_USERS: readonly LocalUser[] = [
  { name: '李居民', as: '申请人', role: 'applicant', division: '330302', subject: 'li' },
  { name: '周队长', as: '申请人', role: 'applicant', division: '330302', subject: 'zhou' },
  {
    name: '鹿城社区志愿者协会',
    as: '社会组织',
    role: 'organisation',
    division: '330302',
    subject: 'organisation-330302',
  },
  {
    name: '温州益民社工机构',
    as: '专业社工机构',
    role: 'agency',
    division: '330302',
    subject: 'agency-330302',
  },
  {
    name: '鹿城爱心企业',
    as: '资源供给方',
    role: 'provider',
    division: '330302',
    subject: 'provider-330302',
  },
  {
    name: '南汇街道清风社区',
    as: '村居',
    role: 'community',
    division: '330302025004',
    subject: 'community-330302025004',
  },
  {
    name: '南汇街道办事处',
    as: '乡镇（街道）',
    role: 'township',
    division: '330302025',
    subject: 'township-330302025',
  },
  {
    name: '鹿城区民政局王科员',
    as: '县级民政',
    role: 'county',
    division: '330302',
    subject: 'county-330302',
  },
  {
    name: '鹿城区民政局陈科长',
    as: '县级民政',
    role: 'county',
    division: '330302',
    subject: 'county-330302-chen',
  },
  {
    name: '泰顺县泗溪镇人民政府',
    as: '乡镇（街道）',
    role: 'township',
    division: '330329104',
    subject: 'township-330329104',
  },
  { name: '泰顺县民政局', as: '县级民政', role: 'county', division: '330329', subject: 'county-330329' },
  { name: '温州市民政局', as: '市级部门', role: 'city', division: '3303', subject: 'city-3303' },
];
