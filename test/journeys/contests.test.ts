import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../shared/calendar/index.ts';
import { today } from '../../shared/calendar/today.ts';
import { entriesPass } from '../support/entries-pass.ts';
import {
  as,
  funded,
  type Items,
  idOf,
  managed,
  published,
  TOWNSHIP,
  VILLAGE,
} from '../support/matching-journey.ts';
import { http, token } from '../support/stack.ts';

describe('公益创投大赛: through the local cloud, from the announcement to the resource list (M1.5, M1.3)', () => {
  it('two teams enter for a need, judges without an interest decide, and the winner serves it with the prize', async () => {
    const [first, second, village, township, county, provider] = await Promise.all([
      as('applicant', '330302', 'contest-first'),
      as('applicant', '330302', 'contest-second'),
      as('community', VILLAGE, 'contest-village'),
      as('township', TOWNSHIP, 'contest-township'),
      as('county', '330302', 'contest-county'),
      as('provider', '330302', 'contest-provider'),
    ]);
    const [strings, drums, funds] = await Promise.all([
      managed(first, village, '温州市鹿城区南汇街道南塘社区丝竹队', ['culture']),
      managed(second, village, '温州市鹿城区南汇街道南塘社区腰鼓队', ['culture']),
      funded(provider, 500_000),
    ]);
    const day = today(new Date());
    const period = { from: addDays(day, 30), to: addDays(day, 90) };
    const need = await published(village, { title: '元宵节目编排', period, openUntil: addDays(day, 60) });

    const judges = ['a', 'b', 'c', 'd'].map((letter) => ({
      role: 'agency',
      subject: `contest-judge-${letter}`,
      name: `评委${letter}`,
      // The last one belongs to one of the teams.
      ...(letter === 'd' && { affiliations: [strings] }),
    }));
    const contest = idOf(
      await county('POST', '/v1/contests', {
        title: '鹿城区社区微公益创投大赛',
        division: '330302',
        entriesUntil: addDays(day, 1),
        judgingUntil: addDays(day, 7),
        prizes: [{ name: '一等奖', places: 1, funding: { resource: funds, fen: 200_000 } }],
        judges,
      }),
    );
    const path = `/v1/contests/${contest}`;
    const enter = async (who: typeof first, organisation: string, title: string) =>
      idOf(await who('POST', `${path}/entries`, { title, plan: '教唱、排练、演出', need, organisation }));
    const [a, b] = [await enter(first, strings, '丝竹迎春'), await enter(second, drums, '锣鼓迎春')];
    await entriesPass(contest);

    for (const { subject } of judges.slice(0, 3)) {
      const judge = await as('agency', '330302', subject);
      await judge('PUT', `${path}/entries/${a}/score`, { points: [28, 27, 22, 13] });
      await judge('PUT', `${path}/entries/${b}/score`, { points: [20, 22, 18, 10] });
    }
    const last = judges[3]!.subject;
    const refused = await http('PUT', `${path}/entries/${a}/score`, {
      token: await token('agency', '330302', last),
      body: { points: [30, 30, 25, 15] },
    });
    expect(refused.json).toMatchObject({ status: 403, rule: 'affiliation' });
    const excluded = await as('agency', '330302', last);
    await excluded('PUT', `${path}/entries/${b}/score`, { points: [20, 22, 18, 10] });

    const { json } = await county('POST', `${path}/decide`);
    expect(json).toMatchObject({
      ranked: [
        { entry: a, rank: 1, judges: 3, mean: 90, prize: '一等奖', offer: `${need}.1` },
        { entry: b, rank: 2, judges: 4, mean: 70 },
      ],
    });
    expect((await provider('GET', `/v1/resources/${funds}`)).json).toMatchObject({
      used: { fen: 200_000 },
      promised: { fen: 200_000 },
    });
    await township('POST', `/v1/offers/${need}.1/confirm`, {});
    const list = (await township('GET', `/v1/resource-list?division=${VILLAGE}`)).json as Items<object>;
    expect(list.items).toContainEqual(
      expect.objectContaining({
        need,
        organisation: strings,
        origin: 'contest',
        providers: { [funds]: '某鞋业有限公司' },
        budget: [expect.objectContaining({ resource: funds, fen: 200_000 })],
      }),
    );
  }, 60_000);
});
