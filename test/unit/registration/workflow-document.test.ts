import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { STATE_NAMES, STATES, TRANSITIONS } from '../../../functions/registration/model/workflow.ts';
import { workflowDocument } from '../../../infra/workflow-document.ts';

describe('办理流程图: docs/registration-workflow.md', () => {
  it('says what the state machine says (else: npm run docs:workflow)', () => {
    expect(readFileSync('docs/registration-workflow.md', 'utf8')).toBe(workflowDocument());
  });

  it('draws every state, and an arrow for every way from one to another', () => {
    const page = workflowDocument();
    for (const state of STATES) expect(page).toContain(`state "${STATE_NAMES[state]}" as ${state}\n`);
    for (const { from, to } of TRANSITIONS) {
      for (const state of from) expect(page).toContain(`\n  ${state} --> ${to}: `);
    }
  });

  it('has a row for every step of every state', () => {
    const rows = workflowDocument().match(/^\| \p{Script=Han}.*\|$/gmu);
    expect(rows).toHaveLength(TRANSITIONS.flatMap(({ from }) => from).length);
  });
});
