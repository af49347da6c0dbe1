import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { upload } from '../../infra/upload.ts';
import { addDays } from '../../shared/calendar/index.ts';
import { today } from '../../shared/calendar/today.ts';
import type { UploadForm } from '../../shared/files/index.ts';
import {
  as,
  type Call,
  funded,
  type Items,
  idOf,
  listed,
  managed,
  published,
  TOWNSHIP,
  VILLAGE,
} from '../support/matching-journey.ts';

/** A photo: announced, sent straight to the bucket, confirmed. */
async function photo(who: Call, match: string): Promise<string> {
  const bytes = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.from(randomUUID())]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const claim = { contentType: 'image/jpeg', size: bytes.length, sha256 };
  const { json } = await who('POST', `${match}/evidence`, claim);
  expect(await upload((json as { upload: UploadForm }).upload, bytes)).toBe(204);
  await who('POST', `${match}/evidence/${sha256}/confirm`);
  return sha256;
}

/** Numerator and denominator of O2 for the county. */
const share = async (county: Call) =>
  (await county('GET', '/v1/purchase-share?division=330302')).json as Record<
    'numeratorFen' | 'denominatorFen' | 'supportFen',
    number
  >;

describe('从结对到评价: through the local cloud, from the first phase to the books (M1.4, M2.3, A1, O2)', () => {
  it('a team carries out an agency’s project in two phases, shows what it did, and all money is accounted for', async () => {
    const [resident, village, township, county, agency, provider] = await Promise.all([
      as('applicant', '330302', 'delivery-team'),
      as('community', VILLAGE, 'delivery-village'),
      as('township', TOWNSHIP, 'delivery-township'),
      as('county', '330302', 'delivery-county'),
      as('agency', '330302', 'delivery-agency'),
      as('provider', '330302', 'delivery-provider'),
    ]);
    const name = '温州市鹿城区南汇街道南塘社区助老队';
    const day = today(new Date());
    const period = { from: day, to: addDays(day, 60) };
    const [organisation, need, funds] = await Promise.all([
      managed(resident, village, name, ['relief']),
      published(village, {
        title: '独居老人探访',
        action: 'relief',
        kinds: ['companionship'],
        groups: ['empty-nest'],
        period,
        openUntil: addDays(day, 20),
        minutes: 600,
      }),
      funded(provider, 1_000_000),
    ]);
    const project = await listed(agency, '/v1/projects', {
      title: '银龄陪伴计划',
      division: TOWNSHIP,
      action: 'relief',
      kinds: ['companionship'],
      period,
      openUntil: addDays(day, 20),
      needs: [need],
      budgetFen: 300_000,
      phases: [
        { title: '摸底', from: day, to: addDays(day, 10), budgetFen: 100_000 },
        { title: '探访', from: day, to: period.to, budgetFen: 200_000 },
      ],
    });

    const offer = idOf(await resident('POST', `/v1/needs/${need}/claim`, { organisation, project }));
    const supply = { fundings: [{ resource: funds, fen: 300_000 }], goods: [], people: [] };
    await township('POST', `/v1/offers/${offer}/confirm`, { supply });
    const match = `/v1/matches/${offer}`;
    await resident('POST', `${match}/start`);

    const [first, second] = [await photo(resident, match), await photo(resident, match)];
    const report = (phase: number, evidence: string, people: number) =>
      resident('POST', `${match}/progress`, {
        phase,
        on: day,
        note: '上门探访，陪聊、读报',
        minutes: 240,
        participants: 4,
        served: { 'empty-nest': people },
        evidence: [evidence],
      });
    for (const [phase, evidence] of [first, second].entries()) {
      await report(phase, evidence, 6 + phase);
      await resident('POST', `${match}/phases/${phase}/done`);
    }
    await resident('POST', `${match}/spending`, {
      resource: funds,
      fen: 120_000,
      on: day,
      what: '慰问品',
      evidence: [second],
    });
    await resident('POST', `${match}/complete`);
    await village('POST', `${match}/accept`);
    const points = { effect: 5, standard: 4, timeliness: 5, cooperation: 5 };
    await village('POST', `${match}/evaluation`, { by: 'community', points });
    await village('POST', `${match}/evaluation`, {
      by: 'served',
      counts: { 'empty-nest': [0, 0, 1, 2, 6] },
    });

    expect((await township('GET', match)).json).toMatchObject({
      state: 'evaluated',
      project,
      phases: [
        { reports: 1, doneOn: day },
        { reports: 1, doneOn: day },
      ],
      done: { reports: 2, minutes: 480, participants: 8, served: { 'empty-nest': 13 } },
      budget: [{ resource: funds, fen: 300_000, spent: 120_000, left: 180_000 }],
      evidence: 2,
      reused: 0,
    });
    expect((await resident('GET', `/v1/capacities/${organisation}`)).json).toMatchObject({
      load: { held: 0, running: 0 },
      rating: { count: 2 },
    });
    expect((await village('GET', `/v1/needs/${need}`)).json).toMatchObject({ state: 'closed' });

    // What was not spent is free again; nothing is lost between the headings.
    const account = await provider('GET', `/v1/ledger/accounts/${funds}`);
    expect(account.json).toMatchObject({
      balances: { given: -1_000_000, available: 880_000, spent: 120_000 },
    });
    const ofMatch = (await village('GET', `/v1/ledger/matches/${offer}`)).json as Items<{ kind: string }>;
    expect(ofMatch.items.map(({ kind }) => kind).sort()).toEqual(['commit', 'release', 'spend']);
    const balance = await county('GET', '/v1/ledger/balance?division=330302');
    expect(balance.json).toMatchObject({ balanced: true, differenceFen: 0 });

    const before = await share(county);
    const bought = { on: day, isNew: true, what: '社区养老服务', document: '鹿政采〔2026〕1号' };
    await county('POST', '/v1/purchases', {
      ...bought,
      fen: 90_000,
      from: 'social-organisation',
      organisation,
      purpose: 'support',
    });
    await county('POST', '/v1/purchases', {
      ...bought,
      fen: 10_000,
      from: 'other',
      sellerName: '某物业有限公司',
      purpose: 'other',
    });
    expect(await share(county)).toMatchObject({
      numeratorFen: before.numeratorFen + 90_000,
      denominatorFen: before.denominatorFen + 100_000,
      supportFen: before.supportFen + 90_000,
    });
  }, 60_000);
});
