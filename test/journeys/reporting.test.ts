import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readXlsx } from 'hucre/xlsx';
import { runScheduled } from '../../infra/local/invoke.ts';
import { monthOf, monthsAfter } from '../../shared/calendar/months.ts';
import { today } from '../../shared/calendar/today.ts';
import { CITY } from '../../shared/divisions/index.ts';
import {
  as,
  type Call,
  funded,
  type Items,
  idOf,
  managed,
  published,
  TOWNSHIP,
  VILLAGE,
} from '../support/matching-journey.ts';
import { eventually, http, stack } from '../support/stack.ts';
import { unzipped } from '../support/unzipped.ts';

const COUNTY = '330302';
const THIS_MONTH = monthOf(today(new Date()));
/** Reports are drafted twelve days after a month's end: the latest month of which there is one on any day. */
const REPORTED = monthsAfter(monthOf(today(new Date(Date.now() - 12 * 24 * 3600_000))), -1);
const REPORT = `/v1/reports/${COUNTY}/${REPORTED}`;
/** A run computes years of figures and reports; nobody waits for its end. */
const PATIENCE_MS = 240_000;

const leaving = new AbortController();
afterAll(() => leaving.abort());

type Json = Record<string, unknown>;

describe('从事件到报告: through the local cloud, from what other services tell to the province (T1, T2, O2)', () => {
  const facts = (who: Call, indicator: string) =>
    who('GET', `/v1/achievements/${indicator}/facts?division=${VILLAGE}&period=${THIS_MONTH}&limit=100`).then(
      ({ json }) => (json as Items<{ subject: string }>).items.map(({ subject }) => subject),
    );

  it('a team, a need and their match are facts of their village, by themselves', async () => {
    const [resident, village, township, provider, county] = await Promise.all([
      as('applicant', COUNTY, 'reporting-team'),
      as('community', VILLAGE, 'reporting-village'),
      as('township', TOWNSHIP, 'reporting-township'),
      as('provider', COUNTY, 'reporting-provider'),
      as('county', COUNTY, 'reporting-county'),
    ]);
    const organisation = await managed(resident, village, '温州市鹿城区南汇街道南塘社区越剧队');
    const need = await published(village, { title: '越剧辅导' });
    const funds = await funded(provider, 500_000);
    const claimed = await eventually(
      () => resident('POST', `/v1/needs/${need}/claim`, { organisation }).catch(() => undefined),
      (answer) => answer !== undefined,
      30_000,
    );
    const supply = { fundings: [{ resource: funds, fen: 100_000 }], goods: [], people: [] };
    await township('POST', `/v1/offers/${idOf(claimed!)}/confirm`, { supply });
    for (const [indicator, subject] of [
      ['organisations.total', organisation],
      ['needs.published', need],
      ['needs.matched', need],
    ] as const)
      expect(
        await eventually(
          () => facts(county, indicator),
          (all) => all.includes(subject),
          60_000,
        ),
      ).toContain(subject);
  }, 180_000);

  it(
    'the schedule computes, and achievements show them',
    async () => {
      const county = await as('county', COUNTY, 'reporting-county');
      runScheduled('reportingSchedule', stack.lambdaEndpoint, leaving.signal).catch(() => {});
      const shown = await eventually(
        async () => {
          const { json } = await county('GET', `/v1/achievements?division=${COUNTY}&period=${THIS_MONTH}`);
          const { items } = json as Items<{ indicator: string; numerator: number }>;
          return Object.fromEntries(items.map(({ indicator, numerator }) => [indicator, numerator]));
        },
        (now) => now['organisations.total']! > 0 && now['needs.matched']! > 0,
        PATIENCE_MS,
      );
      expect(shown['organisations.total']).toBeGreaterThan(0);
      expect(shown['needs.published']).toBeGreaterThanOrEqual(shown['needs.matched']!);
    },
    PATIENCE_MS + 30_000,
  );

  it(
    'the latest month is drafted first; its county checks it, the city signs it',
    async () => {
      const county = await as('county', COUNTY, 'reporting-county');
      const city = await as('city', CITY.code, 'reporting-city');
      const drafted = await eventually(
        () => county('GET', REPORT).catch(() => undefined),
        (answer) => answer !== undefined,
        PATIENCE_MS,
      );
      expect(drafted?.json).toMatchObject({ state: 'draft', standing: 'to-check', version: 1 });
      const step = async (who: Call, name: string, body: object) => {
        const { headers } = await who('GET', REPORT);
        return who('POST', `${REPORT}/${name}`, body, { 'if-match': headers.get('etag')! });
      };
      await step(county, 'check', { agreed: true, comment: '数据属实' });
      expect((await step(city, 'sign', {})).json).toMatchObject({ state: 'signed' });
    },
    PATIENCE_MS + 30_000,
  );

  it.each(['xlsx', 'docx'] as const)(
    '%s: made in the background, fetched by its link',
    async (format) => {
      const county = await as('county', COUNTY, 'reporting-county');
      const export_ = idOf(await county('POST', `${REPORT}/exports`, { format }));
      const { json } = await eventually(
        () => county('GET', `/v1/exports/${export_}`),
        ({ json: { state } }) => state === 'done' || state === 'failed',
        120_000,
      );
      expect(json).toMatchObject({ state: 'done', reportState: 'signed' });
      const response = await fetch((json.download as { url: string }).url);
      const bytes = new Uint8Array(await response.arrayBuffer());
      expect(createHash('sha256').update(bytes).digest('hex')).toBe((json.file as Json).sha256);
      const parts = await unzipped(bytes);
      const pictures = [...parts].filter(([name]) => name.endsWith('.png'));
      for (const [, picture] of pictures) expect(picture.subarray(1, 4).toString()).toBe('PNG');
      if (format === 'docx') {
        expect(parts.get('word/document.xml')!.toString()).toContain('鹿城区');
        expect(pictures.length).toBeGreaterThan(0);
      } else {
        const { sheets } = await readXlsx(bytes);
        expect(JSON.stringify(sheets.map(({ rows }) => rows))).toContain('鹿城区');
      }
    },
    150_000,
  );

  it('the province has it with our hash, and its receipt is shown', async () => {
    const county = await as('county', COUNTY, 'reporting-county');
    const found = await eventually(
      async () => {
        const { json } = await county('GET', '/v1/pushes?limit=100');
        return (json as Items<Json>).items.find(({ subject }) => subject === `${COUNTY}/${REPORTED}`);
      },
      (push) => push?.state === 'delivered',
      120_000,
    );
    expect(found).toMatchObject({ state: 'delivered', type: 'cn.wenzhou.peiyou.report.signed.v1' });
    const { items: held } = (await (await fetch(`${stack.receiverUrl}/held`)).json()) as Items<Json>;
    expect(held.find(({ webhookId }) => webhookId === found!.id)).toMatchObject({
      sha256: found!.sha256,
      subject: found!.subject,
      times: 1,
    });
    const { json } = await county('GET', `/v1/pushes/${found!.id}`);
    expect((json as Json).receipt).toMatchObject({ sha256: found!.sha256 });
  }, 150_000);

  it('everybody may read its figures', async () => {
    const { json } = await http('GET', `/v1/open/indicators.json?year=${REPORTED.slice(0, 4)}`);
    const { contentHash } = (await (await as('city', CITY.code, 'reporting-city'))('GET', REPORT))
      .json as Json;
    expect((json as { reports: Json[] }).reports).toContainEqual(
      expect.objectContaining({ division: COUNTY, period: REPORTED, version: 1, contentHash }),
    );
  });
});
