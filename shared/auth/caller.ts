/** Roles that call the APIs (policy: who takes part); the public calls without a token, the province never calls. */
export const ROLES = [
  'applicant',
  'organisation',
  'agency',
  'provider',
  'community',
  'township',
  'county',
  'city',
] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  applicant: '申请人',
  organisation: '社会组织',
  agency: '专业社工机构',
  provider: '资源供给方',
  community: '村居',
  township: '乡镇（街道）',
  county: '县（市、区）民政',
  city: '市级部门',
};

/** Who calls: the token's subject, role and division (statistical code or functional zone). */
export interface Caller {
  subject: string;
  role: Role;
  division: string;
}

/** On public routes: undefined without a token. */
export type MaybeCaller = Caller | undefined;
