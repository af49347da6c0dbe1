import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { creditCode } from '../../../infra/ledger-workbook.ts';
import type { Reply } from '../http/client.ts';
import { placed } from './placed.ts';
import { type RegistrationService, registrationService } from './service.ts';

let registration: RegistrationService;
beforeAll(async () => {
  registration = await registrationService();
});
afterAll(() => registration.close());

const officer = () => registration.as('township', '330302025', 'officer');
/** A filing that the officer has taken. */
const filing = async () => {
  const { id } = await placed(registration, { matter: 'founding', track: 'filed', state: 'pending' });
  return id;
};
const review = (id: string, step: string) => `/v1/reviews/${id}/${step}`;
const REFUSAL = { reason: '没有场所', clause: 'C1.4' };

const statuses = (replies: readonly Reply[]) => replies.map(({ status }) => status).sort();

/** The organisations in the ledger that came of an application. */
async function organisationsOf(applicationId: string): Promise<number> {
  const { documentClient, table } = registration.cloud;
  let found = 0;
  for await (const { Items = [] } of paginateScan({ client: documentClient }, { TableName: table }))
    found += Items.filter(
      (item) => item.SK === 'ORGANISATION' && item.applicationId === applicationId,
    ).length;
  return found;
}

describe('同时办理: one wins, the others hear what happened', () => {
  it('ten approvals of one filing at once: one organisation, the others are told that it is approved (409)', async () => {
    const id = await filing();
    const one = officer();
    const replies = await Promise.all(Array.from({ length: 10 }, () => one.post(review(id, 'approve'), {})));
    expect(statuses(replies)).toEqual([200, ...Array.from({ length: 9 }, () => 409)]);
    for (const { status, json } of replies)
      expect(json).toMatchObject(
        status === 200
          ? { state: 'approved' }
          : { state: 'approved', detail: expect.stringContaining('已批准') },
      );
    expect(await organisationsOf(id)).toBe(1);
    const { organisationId } = (await registration.deps.store.application(id))!;
    expect(await registration.outbox('registration.organisation.filed', organisationId)).toHaveLength(1);
  });

  it('ten registrations at once by the second pair of eyes: one organisation, one credit code (C1.2)', async () => {
    const { id } = await placed(registration, {
      matter: 'founding',
      track: 'registered',
      state: 'accepted',
    });
    const second = registration.as('county', '330302', 'officer');
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, each) =>
        second.post(review(id, 'approve'), { creditCode: creditCode(`2345678${each}`) }),
      ),
    );
    expect(statuses(replies)).toEqual([200, ...Array.from({ length: 9 }, () => 409)]);
    expect(await organisationsOf(id)).toBe(1);
  });

  it('approval and refusal at once: one decision stands, and it is the one that was answered', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await filing();
      const one = officer();
      const [approval, refusal] = await Promise.all([
        one.post(review(id, 'approve'), {}),
        one.post(review(id, 'refuse'), REFUSAL),
      ]);
      expect(statuses([approval, refusal])).toEqual([200, 409]);
      const { state } = (await registration.deps.store.application(id))!;
      expect(state).toBe(approval.status === 200 ? 'approved' : 'refused');
      expect(await organisationsOf(id)).toBe(approval.status === 200 ? 1 : 0);
    }
  });

  it('approval and withdrawal at once: either there is an organisation, or the applicant has withdrawn', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await filing();
      const [approval, withdrawal] = await Promise.all([
        officer().post(review(id, 'approve'), {}),
        registration.li.post(`/v1/applications/${id}/withdraw`),
      ]);
      expect(statuses([approval, withdrawal])).toEqual([200, 409]);
      const approved = approval.status === 200;
      const { state } = (await registration.deps.store.application(id))!;
      expect(state).toBe(approved ? 'approved' : 'withdrawn');
      expect(await organisationsOf(id)).toBe(approved ? 1 : 0);
      const told = await registration.outbox('registration.application.withdrawn', id);
      expect(told).toHaveLength(approved ? 0 : 1);
    }
  });

  it('two officers who read the same version: the second to act is told that it has changed (412)', async () => {
    const id = await filing();
    const { headers } = await officer().get(`/v1/applications/${id}`);
    const ifMatch = { 'if-match': headers.etag! };
    const replies = await Promise.all([
      officer().post(review(id, 'approve'), {}, ifMatch),
      officer().post(review(id, 'refuse'), REFUSAL, ifMatch),
    ]);
    expect(statuses(replies)).toEqual([200, 412]);
    expect(replies.find(({ status }) => status === 412)?.json).toMatchObject({
      detail: expect.stringContaining('已被他人更新'),
    });
  });

  it('filings approved at once in one county get numbers of their own', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, filing));
    const replies = await Promise.all(ids.map((id) => officer().post(review(id, 'approve'), {})));
    expect(statuses(replies)).toEqual(ids.map(() => 200));
    const numbers = await Promise.all(
      replies.map(async ({ json }) => {
        const { organisationId } = json as { organisationId: string };
        return (await registration.deps.store.organisation(organisationId))!.filingNumber;
      }),
    );
    expect(new Set(numbers).size).toBe(ids.length);
  });
});
