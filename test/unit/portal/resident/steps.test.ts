import { describe, expect, it } from '@jest/globals';
import { byField, remarksOf, within } from '../../../../functions/portal/web/pages/resident/remarks.ts';
import { stagesOf } from '../../../../functions/portal/web/pages/resident/stages.ts';
import { isOpen, stepAt, stepsOf } from '../../../../functions/portal/web/pages/resident/steps.ts';

const AT = '2026-11-24T02:00:00.000Z';

describe('申请向导: the steps of an application', () => {
  it('have the commitment only where it was chosen for a registration (C1.2)', () => {
    const steps = (draft: Parameters<typeof stepsOf>[0]['draft']) => stepsOf({ matter: 'founding', draft });
    expect(steps({ track: 'registered', capitalProof: 'commitment' })).toContain('commitment');
    expect(steps({ track: 'registered', capitalProof: 'report' })).not.toContain('commitment');
    expect(steps({ track: 'filed', capitalProof: 'commitment' })).not.toContain('commitment');
  });

  it('of one about an organisation leave out what stays as it is', () => {
    expect(stepsOf({ matter: 'dissolution', draft: {} })).toEqual(['purpose', 'check']);
    expect(stepsOf({ matter: 'change', draft: {} })).toContain('track');
    expect(isOpen('members', 'change')).toBe(true);
    expect(isOpen('kind', 'change')).toBe(false);
    expect(isOpen('reason', 'founding')).toBe(false);
  });

  it.each([
    ['#/draft/premises/address', 'place'],
    ['#/draft/leaders/0/phone', 'people'],
    ['#/draft/capitalFen', 'track'],
    ['#/attachments/charter', 'papers'],
    ['#/commitment', 'commitment'],
    ['#/draft', 'check'],
  ])('%s is put right at %s', (pointer, step) => {
    expect(stepAt(pointer)).toBe(step);
  });
});

describe('补正: what is to be put right', () => {
  const correction = {
    by: 'county-330302',
    at: AT,
    reason: '场所不详',
    fields: [
      { pointer: '#/draft/premises/address', detail: '请写明门牌号' },
      { pointer: '#/draft/premises', detail: '请补面积' },
      { pointer: '#/attachments/charter', detail: '章程缺页' },
    ],
  };

  it('is the last correction, field by field, while the application is with its applicant', () => {
    const remarks = remarksOf({ state: 'correcting', corrections: [correction] });
    expect(byField(remarks)).toEqual({
      'premises.address': '请写明门牌号',
      premises: '请补面积',
      'attachments.charter': '章程缺页',
    });
    expect(within(byField(remarks), 'premises')).toBe('请写明门牌号；请补面积');
    expect(within(byField(remarks), 'leaders')).toBeUndefined();
    expect(remarksOf({ state: 'pending', corrections: [correction] })).toEqual([]);
  });

  it('is the name where the naming service refused it last; hints are no faults', () => {
    const finding = { rule: 'N22', clause: 'C2', start: 0, end: 1 };
    expect(
      remarksOf({
        state: 'correcting',
        corrections: [correction],
        nameAnswer: {
          outcome: 'refused',
          submission: 2,
          suggestions: [],
          findings: [
            { ...finding, severity: 'error', message: '不得用“第一”' },
            { ...finding, severity: 'info', message: '说明' },
          ],
        },
      }),
    ).toEqual([{ pointer: '#/draft/name', detail: '不得用“第一”（C2）' }]);
  });
});

describe('申请进度: the stages of an application', () => {
  const line = (given: Partial<Parameters<typeof stagesOf>[0]>) =>
    stagesOf({ state: 'draft', draft: { track: 'registered' }, submission: 1, ...given })
      .map(({ stage, progress }) => `${stage} ${progress}`)
      .join(', ');

  it('go from the draft to the decision, through acceptance for registrations alone', () => {
    expect(line({ submission: 0 })).toMatch(/^submit current, naming ahead/);
    expect(line({ state: 'naming' })).toMatch(/^submit done, naming current, pending ahead/);
    expect(line({ state: 'pending' })).toMatch(/naming done, pending current, accepted ahead/);
    expect(line({ state: 'accepted' })).toMatch(/pending done, accepted current, decision ahead$/);
    expect(line({ state: 'approved' })).not.toMatch(/current|ahead/);
    expect(line({ state: 'pending', draft: { track: 'filed' } })).toBe(
      'submit done, naming done, accepted current, decision ahead',
    );
  });

  it('show where it came back from', () => {
    const refused = { outcome: 'refused' as const, submission: 1, findings: [], suggestions: [] };
    expect(line({ state: 'correcting', nameAnswer: refused })).toMatch(/naming current/);
    expect(line({ state: 'correcting' })).toMatch(/pending current/);
    expect(line({ state: 'correcting', accepted: { by: 'c', at: AT } })).toMatch(/accepted current/);
  });

  it('of one that was withdrawn have none that goes on', () => {
    expect(line({ state: 'withdrawn' })).not.toMatch(/current/);
  });
});
