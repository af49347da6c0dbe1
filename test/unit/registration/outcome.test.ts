import { describe, expect, it } from '@jest/globals';
import type { Application } from '../../../functions/registration/model/application.ts';
import type { Organisation } from '../../../functions/registration/model/organisation.ts';
import {
  type Approval,
  changed,
  dissolved,
  founded,
  upgraded,
} from '../../../functions/registration/model/outcome.ts';
import type { Draft } from '../../../functions/registration/schema.ts';
import type { Track } from '../../../shared/events/shapes.ts';

const DRAFT: Draft = {
  track: 'managed',
  name: '温州市鹿城区南汇街道红枫合唱队',
  kind: 'team',
  division: '330302025010',
  purpose: '丰富居民文化生活',
  scope: '合唱排练和演出',
  actions: ['culture'],
  members: { individuals: 6, units: 0 },
};
const application = (draft: Draft, fields: readonly (keyof Draft)[] = []) =>
  ({
    id: 'application-2',
    applicant: { role: 'applicant', subject: 'li', division: '330302' },
    about: { organisationId: 'choir', name: DRAFT.name, kind: 'team', track: 'managed', fields },
    draft,
  }) as unknown as Application;
const APPROVAL: Approval = { on: '2026-11-24', policy: 'registration.v1' };

const CHOIR: Organisation = {
  ...founded('choir', application(DRAFT), { ...APPROVAL, on: '2024-01-02' }),
  applicationId: 'application-1',
  leaders: [{ name: 'sealed', backgrounds: ['party-member'] }],
  filingNumber: '33030220240001',
  hub: true,
  reportedIn: { on: '2024-02-03', community: '330302025010' },
  version: 7,
};

describe('成立: an approved founding enters the ledger (C1.2, C1.4, C1.5)', () => {
  it.each<[Track, string]>([
    ['managed', 'start-up'],
    ['filed', 'start-up'],
    ['registered', 'mature'],
  ])('%s: as %s, active from the day of the decision, the applicant speaks for it', (track, its) => {
    expect(founded('new', application({ ...DRAFT, track }), APPROVAL)).toEqual({
      id: 'new',
      name: DRAFT.name,
      kind: 'team',
      division: '330302025010',
      track,
      class: its,
      status: 'active',
      actions: ['culture'],
      purpose: DRAFT.purpose,
      scope: DRAFT.scope,
      members: { individuals: 6, units: 0 },
      staff: 0,
      contact: { role: 'applicant', subject: 'li' },
      applicationId: 'application-2',
      since: '2026-11-24',
      policy: 'registration.v1',
      version: 1,
    });
  });

  it('with its code or number and with its leaders, where the decision gives them', () => {
    const leaders = CHOIR.leaders!;
    const more = { leaders, creditCode: '51330302MJ87654329' };
    expect(
      founded('new', application({ ...DRAFT, track: 'registered' }), { ...APPROVAL, ...more }),
    ).toMatchObject(more);
  });
});

describe('变更: a change sets what was asked for, and nothing else', () => {
  it('what the applicant did not touch stays as it is now, not as it was when he began', () => {
    const draft = { ...DRAFT, name: '温州市鹿城区南汇街道白桦合唱队', purpose: '旧的宗旨' };
    expect(changed(CHOIR, application(draft, ['name', 'reason']), APPROVAL)).toEqual({
      ...CHOIR,
      name: draft.name,
      applicationId: 'application-2',
      version: 8,
    });
  });

  it('what the applicant cleared is gone', () => {
    const { scope: _, ...draft } = DRAFT;
    const { scope: __, ...rest } = CHOIR;
    expect(changed(CHOIR, application(draft, ['scope']), APPROVAL)).toEqual({
      ...rest,
      applicationId: 'application-2',
      version: 8,
    });
  });

  it('leaders change only where the application is about them', () => {
    const leaders = [{ name: 'sealed anew', backgrounds: ['grid-worker' as const] }];
    const led = (fields: readonly (keyof Draft)[]) =>
      changed(CHOIR, application(DRAFT, fields), { ...APPROVAL, leaders }).leaders;
    expect(led(['leaders'])).toEqual(leaders);
    expect(led(['members'])).toEqual(CHOIR.leaders);
  });
});

describe('升级、注销: the same organisation further up, or at its end', () => {
  it('an upgrade keeps id, filing number, report-in and whether it is a hub; it is mature once registered (C1.1)', () => {
    const draft: Draft = { ...DRAFT, track: 'registered', kind: 'association', staff: 2 };
    const { id, filingNumber, hub, reportedIn } = CHOIR;
    expect(
      upgraded(CHOIR, application(draft, ['kind', 'staff']), {
        ...APPROVAL,
        creditCode: '51330302MJ87654329',
      }),
    ).toMatchObject({
      ...{ id, filingNumber, hub, reportedIn },
      track: 'registered',
      kind: 'association',
      class: 'mature',
      creditCode: '51330302MJ87654329',
      staff: 2,
      since: '2026-11-24',
      version: 8,
    });
  });

  it('a dissolution ends it on the day of the decision, with its reason, and leaves everything else', () => {
    const ended = { on: '2026-11-24', reason: '成员已散', clause: '依申请注销' };
    const draft = { ...DRAFT, name: '另一个名称', reason: '成员已散' };
    expect(dissolved(CHOIR, application(draft), APPROVAL, '依申请注销')).toEqual({
      ...CHOIR,
      status: 'dissolved',
      ended,
      applicationId: 'application-2',
      version: 8,
    });
  });
});
