import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { upload } from '../../infra/upload.ts';
import { today } from '../../shared/calendar/today.ts';
import type { UploadForm } from '../../shared/files/index.ts';
import { as, idOf, managed, registered, TOWNSHIP, VILLAGE } from '../support/matching-journey.ts';
import { eventually } from '../support/stack.ts';

describe('从活动到平台: through the local cloud, from an activity to what its platform reports (T1, T2)', () => {
  it('a team records what it did at the platform, its community confirms, the township’s report counts it', async () => {
    const [resident, village, township] = await Promise.all([
      as('applicant', '330302', 'activity-team'),
      as('community', VILLAGE, 'activity-village'),
      as('township', TOWNSHIP, 'activity-township'),
    ]);
    const organisation = await managed(resident, village, '温州市鹿城区南汇街道南塘社区民乐队');
    const list = `/v1/organisations/${organisation}/activities`;
    // The activity service hears of the organisation by itself.
    await eventually(
      () =>
        resident('GET', list).then(
          () => true,
          () => false,
        ),
      (known) => known,
      30_000,
    );
    const on = today(new Date());
    const activity = idOf(
      await resident('POST', '/v1/activities', {
        title: '民乐专场',
        on,
        from: '00:00',
        to: '00:30',
        division: VILLAGE,
        action: 'culture',
        kinds: ['choir'],
        participants: 30,
        volunteers: 6,
        minutes: 120,
        platform: TOWNSHIP,
      }),
    );
    const bytes = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.from(randomUUID())]);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const photo = { contentType: 'image/jpeg', size: bytes.length, sha256 };
    const { json: announced } = await resident('POST', `/v1/activities/${activity}/photos`, photo);
    expect(await upload((announced as { upload: UploadForm }).upload, bytes)).toBe(204);
    await resident('POST', `/v1/activities/${activity}/photos/${sha256}/confirm`);

    const waiting = (await village('GET', `/v1/activities/waiting?division=${VILLAGE}&limit=100`)).json as {
      items: { id: string; photos: number }[];
    };
    expect(waiting.items.find(({ id }) => id === activity)).toMatchObject({ photos: 1 });
    const confirmed = await village('POST', `/v1/activities/${activity}/confirm`, { rating: 5 });
    expect(confirmed.json).toMatchObject({ state: 'confirmed', rating: 5 });

    await registered(township);
    const report = await eventually(
      async () =>
        (await township('GET', `/v1/platforms/${TOWNSHIP}/reports/${on.slice(0, 7)}`)).json as {
          figures: { activities: number };
        },
      ({ figures }) => figures.activities > 0,
      30_000,
    );
    expect(report.figures.activities).toBe(1);
    const operation = (await township('GET', `/v1/platforms/${TOWNSHIP}/operation`)).json as {
      operating: boolean;
      verdicts: { id: string; met: boolean; remedy?: string }[];
    };
    expect(operation.operating).toBe(false);
    expect(operation.verdicts.find(({ id }) => id === 'place')).toMatchObject({ met: true });
    for (const { met, remedy } of operation.verdicts) expect(met || remedy !== undefined).toBe(true);
  });
});
