/**
 * npm run demo:portal: fills the running local stack with something to look at in the portal, for the users that its sign-in
 * page offers: a ledger of the whole city, a team with an account of its own, its activities, a need with a claim, money, a
 * township's platform.
 */
import { addDays } from '../../shared/calendar/index.ts';
import { today } from '../../shared/calendar/today.ts';
import { founded, ledgerOfCity } from '../demo/ledger.ts';
import { registered } from '../demo/platforms.ts';
import { type Call, callersOf, heading, type Json, say, until } from '../demonstration.ts';
import { localStack, run } from './target.ts';

const COUNTY = '330302';
const TOWNSHIP = '330302025';
const VILLAGE = '330302025004';
const TEAM = '温州市鹿城区南汇街道清风社区金桂合唱队';
/** Organisations of each county. */
const ROWS = 8;

await run('demo:portal', async () => {
  const { baseUrl } = localStack('a running stack');
  const as = callersOf(baseUrl);
  const [team, village, township, provider] = [
    as('organisation', COUNTY, `organisation-${COUNTY}`),
    as('community', VILLAGE, `community-${VILLAGE}`),
    as('township', TOWNSHIP, `township-${TOWNSHIP}`),
    as('provider', COUNTY, `provider-${COUNTY}`),
  ];
  if ((await speaksFor(team)).length > 0) {
    console.log('It is filled already.');
    return 0;
  }
  heading('The ledgers of all counties');
  const organisations = await ledgerOfCity(as('city', '3303', 'city-3303'), ROWS);
  say('台账', `${organisations.length} organisations`);

  heading(`${TEAM}, for which 鹿城社区志愿者协会 of the sign-in page speaks`);
  const id = await founded(as, { village: VILLAGE, name: TEAM });
  const path = `/v1/organisations/${id}`;
  const contact = { role: 'organisation', subject: `organisation-${COUNTY}` };
  await village('PATCH', path, { contact }, { 'if-match': (await village('GET', path)).etag });
  await team('PATCH', path, { public: true }, { 'if-match': (await team('GET', path)).etag });
  await until(
    () => speaksFor(team),
    (items) => items.length > 0,
  );
  const day = today(new Date());
  await until(
    () => team('GET', `${path}/activities`).catch(() => undefined),
    (answer) => answer !== undefined,
  );
  for (const [at, title] of ['重阳敬老演唱', '社区合唱排练', '邻里歌会'].entries())
    await team('POST', '/v1/activities', {
      organisation: id,
      title,
      on: day,
      from: `0${at}:00`,
      to: `0${at}:05`,
      division: VILLAGE,
      action: 'culture',
      kinds: ['choir'],
      participants: 20,
      volunteers: 2,
      minutes: 100,
    });
  say('活动', 'three activities, which 清风社区 may confirm');

  heading('Needs, and money for them');
  const from = addDays(day, 7);
  const period = { from, to: addDays(from, 60) };
  const open = { division: VILLAGE, period, openUntil: addDays(from, 10) };
  for (const title of ['重阳节合唱辅导', '老年合唱团伴奏'])
    await listed(village, '/v1/needs', {
      ...open,
      title,
      action: 'culture',
      kinds: ['choir'],
      urgency: 'normal',
      demand: 1,
      budgetFen: 100_000,
    });
  await listed(provider, '/v1/resources', {
    title: '社区活动资金',
    division: COUNTY,
    period: { from: day, to: addDays(day, 300) },
    openUntil: addDays(day, 200),
    donor: 'enterprise',
    donorName: '某鞋业有限公司',
    gift: { type: 'funds', source: 'social-capital', fen: 500_000 },
  });
  say('需求', 'two needs that the team may claim, 5,000 yuan that 南汇街道 may give them when it confirms');

  heading('The platform of 南汇街道');
  await registered(as, TOWNSHIP, { from: addDays(day, -365), years: [day.slice(0, 4)] });
  const { json } = await township('GET', `/v1/platforms/${TOWNSHIP}/operation`);
  say('平台', `registered; in substantive operation (T1): ${json.operating === true ? 'yes' : 'not yet'}`);
  return 0;
});

async function speaksFor(team: Call): Promise<Json[]> {
  return (await team('GET', '/v1/capacities/mine')).json.items as Json[];
}

async function listed(who: Call, path: string, facts: object): Promise<void> {
  const { json } = await who('POST', path, facts);
  await who('POST', `${path}/${json.id}/publish`);
}
