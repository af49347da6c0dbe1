import { describe, expect, it } from '@jest/globals';
import { factsOf, type Organisation } from '../../../functions/portal/web/pages/reviews/facts.ts';
import type { Application } from '../../../functions/portal/web/pages/reviews/review-types.ts';

const application = {
  matter: 'change',
  about: {
    organisationId: 'o',
    name: '红枫合唱队',
    kind: 'team',
    track: 'managed',
    fields: ['name', 'premises'],
  },
  draft: {
    name: '红枫舞蹈队',
    kind: 'team',
    track: 'managed',
    actions: ['culture', 'safety'],
    premises: { address: '文化礼堂****', squareMetres: 120, right: 'lent' },
    capitalFen: 1_000_050,
  },
} as Application;
const organisation = {
  name: '红枫合唱队',
  kind: 'team',
  track: 'managed',
  actions: ['culture'],
} as Organisation;
const lineOf = (label: string, ...given: Parameters<typeof factsOf>) =>
  factsOf(...given).find((fact) => fact.label === label);

describe('审查: what an application says (C2)', () => {
  it('what it changes is marked, with how it was where the ledger tells', () => {
    expect(lineOf('名称', application, '南汇街道', organisation)).toEqual({
      label: '名称',
      text: '红枫舞蹈队',
      changed: true,
      before: '红枫合唱队',
    });
    expect(lineOf('活动场所', application, '南汇街道', organisation)).toEqual({
      label: '活动场所',
      text: '文化礼堂****（120 平方米）',
      changed: true,
    });
  });

  it('what it leaves is not, even where the ledger says otherwise', () => {
    expect(lineOf('参与的行动', application, '南汇街道', organisation)).toEqual({
      label: '参与的行动',
      text: '文化、平安',
      changed: false,
    });
  });

  it('says only what there is; money in yuan', () => {
    expect(factsOf(application, '南汇街道').map(({ label, text }) => [label, text])).toEqual([
      ['事项', '变更'],
      ['所涉组织', '红枫合唱队'],
      ['名称', '红枫舞蹈队'],
      ['类别', '群众活动团队'],
      ['办理方式', '村居管理'],
      ['所在地', '南汇街道'],
      ['参与的行动', '文化、平安'],
      ['活动场所', '文化礼堂****（120 平方米）'],
      ['活动资金', '10,000.50 元'],
    ]);
  });
});
