/** Where an application is, as stages on a line: what is behind it, where it stands, what comes. */
import type { Application } from './types.ts';

export type Stage = 'submit' | 'naming' | 'pending' | 'accepted' | 'decision';
export type Progress = 'done' | 'current' | 'ahead';

/** Only a registration is accepted (受理) before it is examined; all others are decided in one step (C1.4, C1.5). */
const REGISTRATION: readonly Stage[] = ['submit', 'naming', 'pending', 'accepted', 'decision'];
const LIGHT: readonly Stage[] = ['submit', 'naming', 'accepted', 'decision'];

/** The stages of an application, each with its progress. */
export function stagesOf(
  application: Pick<Application, 'state' | 'draft' | 'nameAnswer' | 'accepted' | 'submission' | 'decision'>,
): { stage: Stage; progress: Progress }[] {
  const stages = application.draft.track === 'registered' ? REGISTRATION : LIGHT;
  const { state } = application;
  const over = state === 'approved' || state === 'refused';
  const at = over ? stages.length : stages.indexOf(stageOf(application, stages));
  return stages.map((stage, nth) => ({
    stage,
    progress: nth < at ? 'done' : nth === at && state !== 'withdrawn' ? 'current' : 'ahead',
  }));
}

function stageOf(
  {
    state,
    submission,
    nameAnswer,
    accepted,
  }: Pick<Application, 'state' | 'submission' | 'nameAnswer' | 'accepted'>,
  stages: readonly Stage[],
): Stage {
  if (state === 'naming') return 'naming';
  if (submission === 0) return 'submit';
  if (state === 'accepted' || accepted) return 'accepted';
  if (state === 'correcting' && nameAnswer?.outcome === 'refused') return 'naming';
  if (state === 'withdrawn' && !nameAnswer) return 'naming';
  return stages.includes('pending') ? 'pending' : 'accepted';
}
