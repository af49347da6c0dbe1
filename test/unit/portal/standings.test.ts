import { describe, expect, it } from '@jest/globals';
import {
  type Listed,
  shareText,
  standingsOf,
} from '../../../functions/portal/web/pages/platform/standings.ts';

describe('平台清单: every place, with a platform or without (T1)', () => {
  const listed = { township: '330302025', name: '南汇街道社会组织服务平台' } as Listed;
  const platforms = [
    {
      township: '330302025',
      name: '南汇街道',
      registered: true,
      operating: false,
      since: '2026-11-01',
      unmet: ['staff'],
    },
    { township: '330302026', name: '松台街道', registered: false, operating: false, unmet: [] },
  ];

  it('says which operate, which do not yet, and which are not registered', () => {
    const reported = [
      { township: '330302025', name: '南汇街道', state: 'late', submittedOn: '2026-11-12' },
    ] as const;
    expect(standingsOf({ platforms }, [listed], reported)).toEqual([
      {
        township: '330302025',
        name: '南汇街道',
        state: 'not-operating',
        since: '2026-11-01',
        unmet: 1,
        platform: listed,
        report: reported[0],
      },
      { township: '330302026', name: '松台街道', state: 'unregistered', unmet: 0 },
    ]);
  });
  it('a share is cut off, not rounded: what is not reached does not look so', () => {
    expect(shareText({ numerator: 1999, denominator: 2000 })).toBe('1999/2000（99.9%）');
    expect(shareText({ numerator: 3, denominator: 3 })).toBe('3/3（100%）');
  });
});
