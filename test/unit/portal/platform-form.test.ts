import { describe, expect, it } from '@jest/globals';
import { Facts } from '../../../functions/platform/register/schema.ts';
import { patchOf } from '../../../functions/portal/web/components/patch.ts';
import { claimFormOf, claimsOf } from '../../../functions/portal/web/pages/platform/claims.ts';
import {
  emptyPerson,
  emptyRule,
  type Platform,
  platformBodyOf,
  platformFormOf,
} from '../../../functions/portal/web/pages/platform/platform-form.ts';

const FACTS = {
  name: '南汇街道社会组织服务平台',
  base: {
    kind: 'social-work-station',
    name: '南汇街道社工站',
    address: '南汇街道文化中心二楼',
    areaM2: 160,
    tenure: 'own',
    evidence: ['a'.repeat(64)],
  },
  operator: {
    kind: 'third-party',
    name: '温州益民社工机构',
    creditCode: '91330302MA2AAAAA0X',
    independent: true,
    outside: false,
    socialWorkers: 0,
    rating: 'AAA',
    contract: { from: '2026-01-01', to: '2026-12-31' },
  },
  staff: { total: 3, socialWorkers: 0, people: [{ name: '吴*', role: '站长', socialWorker: false }] },
  opening: { daysAWeek: 6, hours: '8:30—17:30' },
  rooms: ['议事室', '培训室'],
  services: ['备案指导'],
  rules: [{ title: '平台管理制度', publishedOn: '2026-03-01' }],
  funds: [{ year: '2026', fen: 8_000_050, source: 'budget' }],
  unit: { creditCode: '52330302MJ1234567X', registeredOn: '2026-02-01' },
  mechanism: { guide: '每季一次', lead: '专班', communities: ['330302025004'], resources: [] },
} as const;
const form = () => platformFormOf(FACTS as unknown as Platform);

describe('平台登记: the form (C3)', () => {
  it('of what is registered says the same again, and nothing as a change', () => {
    expect(platformBodyOf(form())).toEqual(FACTS);
    expect(Facts.parse(platformBodyOf(form()))).toEqual(FACTS);
    expect(patchOf(platformBodyOf(form()), platformBodyOf(form()))).toEqual({});
  });

  it('left empty tells nothing, and the API says what is missing', () => {
    const { success, error } = Facts.safeParse(platformBodyOf(platformFormOf({})));
    expect(success).toBe(false);
    expect(error!.issues.map(({ path }) => path.join('.'))).toEqual(
      expect.arrayContaining(['name', 'base.kind', 'base.address']),
    );
  });

  it('a part that is emptied is taken away by null, one that is changed is told as a whole', () => {
    const changed = form();
    Object.assign(changed, { rooms: ' \n', operator: { ...changed.operator, kind: '' } });
    changed.opening.daysAWeek = 5;
    expect(patchOf(platformBodyOf(form()), platformBodyOf(changed))).toEqual({
      rooms: null,
      operator: null,
      opening: { daysAWeek: 5, hours: '8:30—17:30' },
    });
  });

  it('an entry that is begun is told as far as it goes, so that what is missing is said beside its field', () => {
    const begun = form();
    begun.rules.push(emptyRule());
    begun.staff.people.push({ ...emptyPerson(), role: '社工' });
    const body = platformBodyOf(begun);
    expect(body.rules?.[1]).toEqual({});
    expect(body.staff?.people?.[1]).toEqual({ role: '社工', socialWorker: false });
  });
});

describe('年度测评: the form of the self-assessment (C3)', () => {
  const judged = (['party', 'order'] as const).map((id) => ({
    id,
    name: id,
    part: 'party' as const,
    weight: 5,
  }));
  const claims = { party: { points: 0, text: '两个', evidence: ['a'.repeat(64)] } };

  it('asks for every indicator that is judged, and tells those of which something is said, 0 points as well', () => {
    const asked = claimFormOf({ judged, claims });
    expect(asked.order).toEqual({ points: '', text: '', evidence: [] });
    expect(claimsOf(asked)).toEqual(claims);
  });
  it('an indicator that is begun is told as far as it goes', () => {
    const asked = claimFormOf({ judged });
    asked.order!.text = '制度上墙';
    expect(claimsOf(asked)).toEqual({ order: { text: '制度上墙' } });
  });
});
