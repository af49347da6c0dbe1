/**
 * npm run demo:matching: starts a local cloud of its own and plays the matching service through HTTP and the queues: a county
 * whose organisations, needs, projects and resources are invented in its real villages is matched, one emergency at once, and
 * allocated in a round that is proven to be the best; a township confirms, and the ledger balances.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { today } from '../../shared/calendar/today.ts';
import { divisionByCode, fullNameOf } from '../../shared/divisions/index.ts';
import { imported } from '../demo/imported.ts';
import { type Organisation, speaksFor } from '../demo/ledger.ts';
import {
  type Demonstration,
  demonstrated,
  eachTold,
  heading,
  type Json,
  pages,
  say,
  until,
} from '../demonstration.ts';
import { ledger, workbookOf } from '../ledger-workbook.ts';
import { countyOf } from '../matching-county.ts';
import { run } from './target.ts';

const COUNTY = '330302';
const SIZES = { organisations: 200, needs: 600, projects: 40, providers: 60 };
/** Organisations that agreed to be sent to emergencies at once. */
const READY = 10;
const EXPLAINED = 5;
/** What a round may stay below its bound when its time ends. */
const MOST_GAP = 0.01;
/** Between two lines about a round that is being solved. */
const SOLVING_TOLD_MS = 20_000;
/** Milliseconds after which a queue that does not move is given up. */
const PATIENCE_MS = 120_000;

interface Items<T> {
  items: T[];
}
type Row = { need: string; title: string; division: string; chosen?: Json; explanation: string[] };

function demonstration({ as }: Demonstration) {
  const bureau = as('county', COUNTY, 'bureau');
  const speaker = (id: string) => as('organisation', COUNTY, `speaker-${id}`);
  const day = today(new Date());
  const county = countyOf({ county: COUNTY, today: day, seed: 2_026, ...SIZES });

  /** The county's ledger comes in by a workbook, as registration takes it; the authorities record who speaks for each. */
  async function organisations(): Promise<Organisation[]> {
    heading(`1. ${SIZES.organisations} organisations of ${divisionByCode(COUNTY)!.name} enter the ledger`);
    const made = ledger({ rows: SIZES.organisations, division: COUNTY, seed: 2_026, mistakes: 0 });
    const paths = ['/v1/organisations/imports', '/v1/imports'] as const;
    await imported(bureau, paths, await workbookOf(made), { fileName: '台账.xlsx', division: COUNTY });
    const all = await pages<Organisation>(bureau, `/v1/organisations?division=${COUNTY}&limit=100`);
    say('ledger', `${all.length} organisations, imported through the queue`);
    await eachTold('contacts', all, (one) => speaksFor(one, as));
    const known = await until(
      () => pages<{ id: string }>(bureau, `/v1/capacities?division=${COUNTY}&limit=100`),
      (items) => items.length === all.length,
    );
    say('matching', `knows ${known.length} of them by the events of registration`);
    const ready = all.filter(({ actions }) => actions.includes('safety')).slice(0, READY);
    for (const { id } of ready) {
      const capacity = `/v1/capacities/${id}`;
      const { etag } = await until(
        async () => speaker(id)('GET', capacity).catch(() => undefined),
        (answer) => answer !== undefined,
      ).then((answer) => answer!);
      await speaker(id)('PATCH', capacity, { emergency: true, atATime: 3 }, { 'if-match': etag });
    }
    say('emergencies', `${ready.length} agreed to be sent at once (A3)`);
    return all;
  }

  /** Providers offer, communities publish what they need, agencies design projects around it. */
  async function lists(): Promise<string[]> {
    heading(`2. ${SIZES.providers} providers, ${SIZES.needs} needs, ${SIZES.projects} projects`);
    await eachTold('resources', county.resources, async (facts, index) => {
      await published(as('provider', COUNTY, `provider-${index}`), '/v1/resources', facts);
    });
    const needs = await eachTold('needs', county.needs, (facts) =>
      published(as('community', facts.division, 'officer'), '/v1/needs', facts),
    );
    await eachTold('projects', county.projects, async ({ facts, needs: for_ }, index) => {
      const agency = as('agency', COUNTY, `agency-${index}`);
      await published(agency, '/v1/projects', { ...facts, needs: for_.map((at) => needs[at]!) });
    });
    return needs;
  }

  async function published(who: ReturnType<typeof as>, path: string, facts: object): Promise<string> {
    const { json } = await who('POST', path, facts);
    await who('POST', `${path}/${json.id}/publish`);
    return json.id as string;
  }

  /** The queue finds candidates for every need. */
  async function matched(needs: readonly string[]): Promise<void> {
    heading('4. The matching queue finds candidates');
    let moved = performance.now();
    let open = [...needs];
    let candidates = 0;
    let told = 0;
    while (open.length > 0) {
      const answers = await Promise.all(
        open
          .slice(0, 40)
          .map(async (id) => ({ id, answer: await bureau('GET', `/v1/needs/${id}/candidates`) })),
      );
      const done = answers.filter(({ answer }) => answer.json.at !== undefined);
      candidates += done.reduce((sum, { answer }) => sum + (answer.json.items as unknown[]).length, 0);
      open = open.filter((id) => !done.some((one) => one.id === id));
      const found = needs.length - open.length;
      if (found - told >= 100 || open.length === 0) {
        say('matched', `${found} of ${needs.length} needs, ${candidates} candidates kept`);
        told = found;
      }
      if (done.length > 0) moved = performance.now();
      else if (performance.now() - moved > PATIENCE_MS) throw new Error('The queue does not move');
      else await sleep(500);
    }
  }

  /** An emergency is matched while everything else waits. */
  async function emergency(): Promise<void> {
    heading(`3. An emergency (A3), while ${SIZES.needs} needs wait in the queue`);
    const village = county.needs.find(({ action }) => action === 'safety')!.division;
    const community = as('community', village, 'officer');
    const begun = performance.now();
    const id = await published(community, '/v1/needs', {
      ...county.needs.find(({ action }) => action === 'safety')!,
      title: '台风过后道路清障、安置群众',
      division: village,
      kinds: ['disaster'],
      urgency: 'emergency',
      emergency: 'natural-disaster',
      demand: 1,
      budgetFen: undefined,
    });
    await until(
      () => community('GET', `/v1/needs/${id}`),
      ({ json }) => json.state === 'matched',
    );
    const township = as('township', village.slice(0, 9), 'officer');
    const list = await township('GET', `/v1/resource-list?division=${village}&limit=100`);
    const row = (list.json.items as Json[]).find(({ need }) => need === id)!;
    say(
      'matched',
      `${row.organisationName} serves ${fullNameOf(village)}, ${Math.round(performance.now() - begun)} ms after it was begun to be written`,
    );
  }

  /** One round allocates all that is open; it is proven that nothing brings more. */
  async function round(): Promise<Row[]> {
    heading('5. A round of allocation (M2.2)');
    const { json: begun } = await bureau('POST', '/v1/rounds', { county: COUNTY });
    const since = Date.now();
    let told = '';
    const { json } = await until(
      async () => {
        const answer = await bureau('GET', `/v1/rounds/${begun.id}`);
        const { held, announced } = answer.json.counts as Record<string, number>;
        const solving = Math.floor((Date.now() - since) / SOLVING_TOLD_MS) * (SOLVING_TOLD_MS / 1000);
        const now =
          answer.json.state === 'queued'
            ? `being solved for ${solving} s`
            : `${answer.json.state}: ${held} places held, ${announced} announced`;
        if (now !== told) say('', now);
        told = now;
        return answer;
      },
      ({ json: one }) => one.state === 'done' || one.state === 'failed',
    );
    if (json.state === 'failed') throw new Error(`The round failed: ${json.fault}`);
    const {
      needs,
      organisations: count,
      candidates,
      objective,
      bound,
      gap,
      ms,
      counts,
    } = json as Record<string, number> & Record<'counts', Record<string, number>>;
    const places = county.needs.reduce((sum, { demand }) => sum + demand, 0);
    say('instance', `${needs} needs, ${count} organisations, ${candidates} ways to serve them`);
    say('matched', `${counts.chosen} of ${places} places (${Math.round((100 * counts.chosen!) / places)}%)`);
    const proof = json.proven
      ? 'proven to be the best'
      : `at most ${(100 * gap!).toFixed(3)}% below the best: the time limit came first`;
    say('objective', `${objective} points; bound ${bound}; gap ${gap}; ${proof}; ${ms} ms`);
    if (!(objective! <= bound! && gap! < MOST_GAP)) throw new Error('The allocation is not good enough');
    return pages<Row>(bureau, `/v1/rounds/${begun.id}/rows?limit=100`);
  }

  function explained(rows: readonly Row[]) {
    heading('6. Five matches, explained');
    // A need of several places has as many rows.
    const byNeed = new Map(rows.map((row) => [row.need, row]));
    const telling = [...byNeed.values()].filter(
      ({ chosen, explanation }) => chosen && explanation.length > 1,
    );
    for (const { title, explanation } of telling.slice(0, EXPLAINED)) {
      say('', `《${title}》`);
      for (const sentence of explanation.slice(0, 3)) say('', `  ${sentence}`);
    }
    const unserved = rows.find(({ chosen, explanation }) => !chosen && explanation.length > 0);
    if (unserved) say('', `没有匹配：《${unserved.title}》 ${unserved.explanation[0]}`);
    if (telling.length < EXPLAINED) throw new Error(`Only ${telling.length} matches are explained`);
  }

  /** The organisations of one township answer, and it confirms what they take on: its resource list. */
  async function resourceList(rows: readonly Row[]): Promise<void> {
    const served = Map.groupBy(
      rows.filter(({ chosen }) => chosen),
      ({ division }) => division.slice(0, 9),
    );
    const [code, chosen] = [...served].toSorted((a, b) => b[1].length - a[1].length)[0]!;
    heading(`7. ${fullNameOf(code)} confirms: its resource list (资源清单, M1.3)`);
    const township = as('township', code, 'officer');
    for (const { chosen: choice } of chosen) {
      const id = choice!.organisation as string;
      const { json } = await speaker(id)('GET', `/v1/offers?organisation=${id}&state=proposed&limit=100`);
      for (const offer of (json as unknown as Items<Json>).items)
        await speaker(id)('POST', `/v1/offers/${offer.id}/accept`);
    }
    const { json: inbox } = await township('GET', '/v1/confirmations?limit=100');
    const waiting = (inbox as unknown as Items<Json>).items;
    for (const offer of waiting) await township('POST', `/v1/offers/${offer.id}/confirm`, {});
    const list = await pages<Json>(bureau, `/v1/resource-list?division=${code}&limit=100`);
    for (const row of list.slice(0, 10)) {
      const providers =
        Object.values(row.providers as Record<string, string>).join('、') || '志愿服务，不需资金';
      say(String(row.origin), `${row.title} ← ${row.organisationName}；${providers}`);
    }
    say('', `${list.length} rows`);
  }

  /** What was promised is in the books, and they balance; the share of purchases from social organisations (O2). */
  async function books(): Promise<void> {
    heading('8. The ledger and the purchase share (O2)');
    const purchases = [
      { fen: 30_000_000, from: 'social-organisation', purpose: 'platform', what: '街道社会组织服务平台运营' },
      { fen: 170_000_000, from: 'other', purpose: 'other', what: '环卫保洁' },
    ];
    for (const [index, purchase] of purchases.entries())
      await bureau('POST', '/v1/purchases', {
        ...purchase,
        on: day,
        isNew: true,
        sellerName: index === 0 ? '鹿城区社区社会组织联合会' : '某环境服务有限公司',
        document: `LC-${day.slice(0, 4)}-${index + 1}`,
      });
    const { json: totals } = await bureau('GET', `/v1/ledger?division=${COUNTY}`);
    for (const { name, money } of totals.sources as { name: string; money: Record<string, number> }[])
      say('', `${name}：提供 ${yuan(money.pledgedFen)}，已安排 ${yuan(money.committedFen)}`);
    const { json: balance } = await bureau('GET', `/v1/ledger/balance?division=${COUNTY}`);
    say('balance', `all accounts together: ${balance.differenceFen} fen`);
    const { json: share } = await bureau('GET', `/v1/purchase-share?division=${COUNTY}`);
    const target = (share.target as { percent: number }).percent;
    say(
      'share',
      `${yuan(share.numeratorFen)} / ${yuan(share.denominatorFen)} = ${share.percent}%, target ${target}%: ${share.reached ? 'reached' : 'not reached'}`,
    );
    if (!balance.balanced) throw new Error('The ledger does not balance');
  }

  return { organisations, lists, matched, emergency, round, explained, resourceList, books };
}

const yuan = (fen: unknown) => `${(Number(fen) / 100).toLocaleString('zh-CN')} 元`;

await run('demo:matching', () =>
  demonstrated(async (stage) => {
    const demo = demonstration(stage);
    await demo.organisations();
    const needs = await demo.lists();
    await demo.emergency();
    await demo.matched(needs);
    const rows = await demo.round();
    demo.explained(rows);
    await demo.resourceList(rows);
    await demo.books();
  }),
);
