import { lastDayOf } from '../../../shared/calendar/periods.ts';
import type { CloudEvent } from '../../../shared/events/index.ts';
import { sha256 } from '../../../shared/sha256.ts';
import { ConditionFailed } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { MEDIA_TYPES } from '../documents/formats.ts';
import { makeDocument } from '../documents/make.ts';
import { fileNameOf, type Reported } from '../documents/report.ts';
import { EXPORT_STATES, type Export } from '../model/export.ts';
import { bytesOf, ContentAltered, contentOf } from '../reports/contents.ts';
import { putExport } from '../store/exports.ts';
import { exportEntry } from './entry.ts';

const SYSTEM = { role: 'system', subject: 'exports' } as const;

/** Why a file cannot be made, in Chinese: to make it again at once would not help. */
class Unmakeable extends Error {
  override name = 'Unmakeable';
}

/**
 * `reporting.export.due`: makes a report into a file. It may come again, late, or be broken off anywhere: a file is there once
 * the export says so, under a name that its hash is part of, and only the event of the latest try does anything.
 * @throws whatever kept it from being made: the export says why, and what may pass is tried again
 */
export async function exportDue(
  { data: { exportId, attempt } }: CloudEvent<'reporting.export.due'>,
  deps: Deps,
): Promise<void> {
  const due = async () => {
    const found = await deps.store.export(exportId);
    return found?.attempt === attempt && ['waiting', 'working'].includes(found.state) ? found : undefined;
  };
  const found = await due();
  if (!found) return;
  try {
    await make(found, deps);
  } catch (error) {
    // Another worker had the same event, or a new try began: this one has nothing left to do.
    if (error instanceof ConditionFailed && !(await due())) return;
    if (!(error instanceof Unmakeable)) throw error;
    const now = await due();
    if (now) await failed(now, error.message, deps);
  }
}

async function make(due: Export, deps: Deps): Promise<void> {
  let current = due;
  const moved = async (change: Partial<Export>, audit: ReturnType<typeof exportEntry>[] = []) => {
    const next = {
      ...current,
      ...change,
      touchedAt: deps.now().toISOString(),
      version: current.version + 1,
    };
    await deps.store.save({ writes: [putExport(next)], audit });
    current = next;
  };
  const step = (percent: number, doing: string) => moved({ state: 'working', percent, step: doing });
  await step(5, '正在读取报告');
  const report = await reportedOf(due, deps);
  await step(15, '正在整理指标');
  const bytes = await makeDocument(due.format, report, bytesOf(report.content), step).catch(
    (error: unknown) => {
      if (error instanceof ConditionFailed) throw error;
      throw new Unmakeable('生成文件时出错，请再次申请；仍不成功的，请联系管理员', { cause: error });
    },
  );
  await step(90, '正在保存文件');
  const hash = sha256(bytes);
  const key = `exports/${due.id}/${hash}.${due.format}`;
  await deps.files.write(key, MEDIA_TYPES[due.format], bytes);
  const file = { key, name: fileNameOf(report, due.format), size: bytes.length, sha256: hash };
  await moved(
    {
      state: 'done',
      percent: 100,
      step: EXPORT_STATES.done,
      finishedAt: deps.now().toISOString(),
      file,
    },
    [exportEntry(due.id, 'made', SYSTEM, { format: due.format, sha256: hash, contentHash: due.contentHash })],
  );
}

/** @throws Unmakeable when the content is not as it was kept, or its indicators are not known any more */
async function reportedOf(due: Export, deps: Deps): Promise<Reported> {
  const { contentHash, reportState, checkedAt, signedAt } = due;
  const content = await contentOf(due, deps).catch((error: unknown) => {
    if (!(error instanceof ContentAltered)) throw error;
    throw new Unmakeable('报告内容与封存时不一致，不能导出，请联系管理员核查', { cause: error });
  });
  const policy = deps.policyOn(lastDayOf(content.period));
  if (policy.version !== content.policy && due.format !== 'json')
    throw new Unmakeable(
      `报告按指标定义 ${content.policy} 编制，现行的是 ${policy.version}，只能导出 JSON 原件；请重新起草后导出`,
    );
  return {
    content,
    policy,
    signing: {
      state: reportState,
      contentHash,
      ...(checkedAt !== undefined && { checkedAt }),
      ...(signedAt !== undefined && { signedAt }),
    },
  };
}

async function failed(due: Export, fault: string, deps: Deps): Promise<void> {
  const at = deps.now().toISOString();
  const after: Export = {
    ...due,
    state: 'failed',
    step: EXPORT_STATES.failed,
    fault,
    touchedAt: at,
    finishedAt: at,
    version: due.version + 1,
  };
  await deps.store.save({
    writes: [putExport(after)],
    audit: [exportEntry(due.id, 'failed', SYSTEM, { fault })],
  });
}
