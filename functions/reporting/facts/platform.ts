/** What platforms tell: whether each operates (T1), monthly reports, assessments (C3), models (O3). */
import { lastDayOf } from '../../../shared/calendar/periods.ts';
import type { CloudEvent } from '../../../shared/events/index.ts';
import type { Deps } from '../deps.ts';
import { keepHappened, keepStanding } from './keep.ts';

export async function platformJudged(
  event: CloudEvent<'platform.platform.judged'>,
  deps: Deps,
): Promise<void> {
  const { platformId, operating, since, revision } = event.data;
  await keepStanding(
    { kind: 'platform', subject: platformId },
    {
      version: revision,
      from: since,
      division: platformId,
      words: { operating: [operating ? 'yes' : 'no'] },
      values: {},
    },
    event as CloudEvent,
    deps,
  );
}

export async function reportSubmitted(
  event: CloudEvent<'platform.report.submitted'>,
  deps: Deps,
): Promise<void> {
  const { platformId, month, inTime, guided, revision } = event.data;
  await keepHappened(
    {
      kind: 'platform-report',
      subject: `${platformId}/${month}`,
      revision,
      division: platformId,
      on: lastDayOf(month),
      counted: { words: { inTime: [inTime ? 'yes' : 'no'] }, values: { guided } },
    },
    event as CloudEvent,
    deps,
  );
}

export async function assessmentPublished(
  event: CloudEvent<'platform.assessment.published'>,
  deps: Deps,
): Promise<void> {
  const { platformId, year, tenths, grade } = event.data;
  await keepHappened(
    {
      kind: 'assessment',
      subject: `${platformId}/${year}`,
      revision: 1,
      division: platformId,
      on: lastDayOf(year),
      counted: { words: { grade: [grade] }, values: { tenths } },
    },
    event as CloudEvent,
    deps,
  );
}

export async function modelAwarded(event: CloudEvent<'platform.model.awarded'>, deps: Deps): Promise<void> {
  await keepModel(event as CloudEvent, { version: 1, from: event.data.awardedOn }, event.data, deps);
}

export async function modelWithdrawn(
  event: CloudEvent<'platform.model.withdrawn'>,
  deps: Deps,
): Promise<void> {
  const at = { version: 2, from: event.data.withdrawnOn, over: true as const };
  await keepModel(event as CloudEvent, at, event.data, deps);
}

const keepModel = (
  event: CloudEvent,
  at: { version: number; from: string; over?: true },
  { modelId, kind, division }: { modelId: string; kind: string; division: string },
  deps: Deps,
) =>
  keepStanding(
    { kind: 'model', subject: modelId },
    { ...at, division, words: { model: [kind] }, values: {} },
    event,
    deps,
  );
