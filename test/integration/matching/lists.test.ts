import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { childrenOf } from '../../../shared/divisions/index.ts';
import { type MatchingService, matchingService, VISITS } from './service.ts';

let matching: MatchingService;
beforeAll(async () => {
  matching = await matchingService();
});
afterAll(() => matching.close());

/** Townships of 瓯海区 and a village of each, so that lists hold what this file put there. */
const COUNTY = '330304';
const TOWNSHIPS = childrenOf(COUNTY)
  .slice(0, 2)
  .map(({ code }) => code);
const VILLAGES = TOWNSHIPS.map((township) => childrenOf(township)[0]!.code);
const county = () => matching.as('county', COUNTY);

const GROUPS = ['empty-nest', 'children', 'disabled'] as const;
const KINDS = { relief: ['companionship', 'daily-care'], culture: ['choir', 'dance'] } as const;
const URGENCIES = ['normal', 'soon'] as const;

interface Made {
  id: string;
  division: string;
  action: keyof typeof KINDS;
  kind: string;
  group: (typeof GROUPS)[number];
  urgency: string;
  until: string;
  state: string;
}
const made: Made[] = [];

/** 36 needs of every combination, every sixth of them withdrawn. */
async function fill() {
  for (let index = 0; index < 36; index++) {
    const division = VILLAGES[index % 2]!;
    const action = index % 4 < 2 ? ('relief' as const) : ('culture' as const);
    const one = {
      division,
      action,
      kind: KINDS[action][index % 3 === 0 ? 0 : 1],
      group: GROUPS[index % 3]!,
      urgency: URGENCIES[index % 5 === 0 ? 1 : 0],
      until: `2026-12-${String(1 + (index % 20)).padStart(2, '0')}`,
    };
    const who = matching.as('community', division);
    const { json } = await who.post('/v1/needs', {
      ...VISITS,
      title: `需求${index}`,
      division,
      action,
      kinds: [one.kind],
      groups: [one.group],
      urgency: one.urgency,
      openUntil: one.until,
    });
    const { id } = json as { id: string };
    await who.post(`/v1/needs/${id}/publish`);
    const withdrawn = index % 6 === 5;
    if (withdrawn) await who.post(`/v1/needs/${id}/withdraw`, { reason: '已解决' });
    made.push({ id, ...one, state: withdrawn ? 'withdrawn' : 'open' });
  }
}

interface Listed {
  items: { id: string; division: string }[];
  next?: string;
}
/** All pages of a list. */
async function all(query: string, limit: number, who = county()): Promise<Listed['items']> {
  const items: Listed['items'] = [];
  let cursor = '';
  do {
    const { json } = await who.get(`/v1/needs?${query}&limit=${limit}${cursor}`);
    const page = json as Listed;
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    cursor = page.next === undefined ? '' : `&cursor=${encodeURIComponent(page.next)}`;
  } while (cursor);
  return items;
}

describe('清单: what stands in a list, by subtree and whatever it is filtered by (M1.1)', () => {
  beforeAll(fill, 60_000);

  const cases: [string, string, (need: Made) => boolean][] = [
    ['open ones where nothing is said', '', ({ state }) => state === 'open'],
    ['withdrawn ones', '&state=withdrawn', ({ state }) => state === 'withdrawn'],
    ['an action', '&action=culture', ({ action, state }) => state === 'open' && action === 'culture'],
    ['a kind', '&kind=daily-care', ({ kind, state }) => state === 'open' && kind === 'daily-care'],
    ['a group', '&group=children', ({ group, state }) => state === 'open' && group === 'children'],
    ['an urgency', '&urgency=soon', ({ urgency, state }) => state === 'open' && urgency === 'soon'],
    ['a last day', '&until=2026-12-07', ({ until, state }) => state === 'open' && until <= '2026-12-07'],
    [
      'all of them at once',
      '&action=relief&kind=daily-care&group=children&urgency=normal&until=2026-12-15&state=open',
      ({ action, kind, group, urgency, until, state }) =>
        state === 'open' &&
        action === 'relief' &&
        kind === 'daily-care' &&
        group === 'children' &&
        urgency === 'normal' &&
        until <= '2026-12-15',
    ],
  ];

  it.each(cases)(
    '%s, of the county, a township, a village; in pages of any size the same, each once',
    async (_, query, fits) => {
      for (const division of [COUNTY, TOWNSHIPS[0]!, VILLAGES[1]!]) {
        const expected = made
          .filter((one) => fits(one) && one.division.startsWith(division))
          .map(({ id }) => id);
        for (const limit of [1, 4, 100]) {
          const found = await all(`division=${division}${query}`, limit);
          expect(found.map(({ id }) => id).sort()).toEqual(expected.sort());
          expect(found.map((one) => one.division)).toEqual(found.map((one) => one.division).toSorted());
        }
      }
    },
  );

  it('drafts are in no list, whoever asks', async () => {
    const who = matching.as('community', VILLAGES[0]!);
    const { json } = await who.post('/v1/needs', { ...VISITS, division: VILLAGES[0] });
    const { id } = json as { id: string };
    for (const one of [who, county(), matching.as('city', '3303')])
      expect((await all(`division=${VILLAGES[0]}`, 100, one)).map((need) => need.id)).not.toContain(id);
  });

  it('an owner’s own list has drafts, published and withdrawn ones, the newest first', async () => {
    const who = matching.as('community', VILLAGES[1]!);
    const { json } = await who.get('/v1/needs/mine?limit=100');
    const items = (json as { items: { createdAt: string; id: string }[] }).items;
    expect(items.map(({ id }) => id).sort()).toEqual(
      made
        .filter(({ division }) => division === VILLAGES[1])
        .map(({ id }) => id)
        .sort(),
    );
    const days = items.map(({ createdAt }) => createdAt);
    expect(days).toEqual(days.toSorted().reverse());
  });

  it('what stands in a list is read with two calls a page, however long the list is', async () => {
    const { documentClient } = matching.cloud;
    const calls: string[] = [];
    documentClient.middlewareStack.add(
      (next, context) => async (args) => {
        calls.push(String(context.commandName));
        return next(args);
      },
      { step: 'initialize', name: 'count' },
    );
    await county().get(`/v1/needs?division=${COUNTY}&limit=20`);
    documentClient.middlewareStack.remove('count');
    expect(calls.sort()).toEqual(['BatchGetItemCommand', 'QueryCommand']);
  });
});
