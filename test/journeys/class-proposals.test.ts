import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { as, type Items, managed, TOWNSHIP, VILLAGE } from '../support/matching-journey.ts';
import { eventually, stack } from '../support/stack.ts';

const run = promisify(execFile);

/** Has registration hear what activity finds of an organisation only after a year. */
const told = (type: string, data: object) =>
  run(process.execPath, ['infra/cli/send-event.ts', type, '--data', JSON.stringify(data)], {
    env: {
      ...process.env,
      QUEUE_URLS: JSON.stringify({ registration: stack.queues.registration!.inbox }),
      AWS_ENDPOINT_URL_SQS: stack.sqsEndpoint,
      AWS_REGION: stack.region,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
  });

interface Proposal {
  id: string;
  review: string;
  organisation: { id: string; class: string };
}

describe('从沉寂到类型核定: through the local cloud, from dormancy to the authority’s word (C1.1)', () => {
  it('a village finds the proposal on its team, decides on it, and that stays when the team is active again', async () => {
    const [resident, village, township] = await Promise.all([
      as('applicant', '330302', 'dormant-team'),
      as('community', VILLAGE, 'dormant-village'),
      as('township', TOWNSHIP, 'dormant-township'),
    ]);
    const organisation = await managed(resident, village, '温州市鹿城区南汇街道南塘社区箫笛队');
    const found = { organisationId: organisation, division: VILLAGE, policy: 'activity.2021' };
    await told('activity.organisation.dormant', {
      ...found,
      judgedOn: '2027-12-01',
      revision: 1,
      class: 'start-up',
      since: '2026-12',
      months: 12,
      reason: '2026-12 起计入的 12 个月都没有已确认的活动（满 12 个月为沉寂）',
    });
    const list = (state: string) => async () => {
      const path = `/v1/organisations/class-proposals?division=${VILLAGE}&state=${state}&limit=100`;
      const { items } = (await township('GET', path)).json as Items<Proposal>;
      return items.filter((one) => one.organisation.id === organisation);
    };
    const open = await eventually(list('open'), (items) => items.length > 0, 30_000);
    expect(open).toMatchObject([{ review: 'going-on', organisation: { class: 'start-up' } }]);
    const decide = `/v1/organisations/${organisation}/class-proposals/${open[0]!.id}`;
    await village('POST', `${decide}/accept`, { class: 'start-up', reason: '走访核实，继续培育' });
    await told('activity.organisation.active', {
      ...found,
      judgedOn: '2027-12-20',
      revision: 2,
      state: 'regular',
    });
    expect(await eventually(list('accepted'), (items) => items.length > 0)).toHaveLength(1);
    const { json } = await township('GET', `/v1/activity/attention?division=${VILLAGE}`);
    expect((json as Items<object>).items).toEqual([]);
  });
});
