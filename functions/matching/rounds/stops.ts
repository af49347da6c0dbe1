/** What stopped an organisation in a round, and what would have let it through, in words (M2.2). Pure. */
import type { Served, Stop } from '../allocation/explain.ts';
import type { Bound } from '../model/instance.ts';
import { SOURCE_NAMES } from '../model/terms.ts';
import { yuan } from '../model/yuan.ts';

/** What ids of an instance stand for. */
export interface Spoken {
  bounds: ReadonlyMap<string, Bound>;
  titleOf: (need: string) => string;
}

/** Needs that are named of those which got a place. */
const NAMED = 3;

/** What stood in the way. */
export function whyOf(stop: Stop, spoken: Spoken): string {
  switch (stop.kind) {
    case 'organisation-full':
      return `它可承接的 ${stop.capacity} 个名额都给了对全县更合算的需求${named(stop.served, spoken)}`;
    case 'max-share':
      return `一家组织最多承接 ${stop.most} 个，以免过于集中${named(stop.served, spoken)}`;
    case 'limit':
      return whyLimited(stop, spoken);
    case 'minimum-share':
      return `救助需求（A1）至少占 ${percent(stop.share)}，名额先给它们${named(stop.served, spoken)}`;
    case 'whole':
      return '从全县总分看，其他安排更合算';
  }
}

/** What would take it out of the way; undefined where only other needs could. */
export function remedyOf(stop: Stop, { bounds }: Spoken): string | undefined {
  switch (stop.kind) {
    case 'organisation-full':
      return '它多一个名额';
    case 'max-share':
      return '放宽这一比例';
    case 'limit':
      return REMEDIES[bounds.get(stop.limit)!.of](stop);
    case 'minimum-share':
      return '降低救助需求的比例';
    case 'whole':
      return undefined;
  }
}

type Limited = Extract<Stop, { kind: 'limit' }>;

const REMEDIES: Readonly<Record<Bound['of'], (stop: Limited) => string>> = {
  funds: ({ amount, left }) => `再有 ${yuan(amount - left)}`,
  channel: ({ amount, left }) => `上限再提高 ${yuan(amount - left)}`,
  venue: () => '换一段时间或另有场地',
  time: () => '错开时间',
};

function whyLimited(stop: Limited, spoken: Spoken): string {
  const { limit, amount, left, served } = stop;
  const bound = spoken.bounds.get(limit)!;
  const given = served.length > 0 ? `已安排给其他需求${named(served, spoken)}，` : '';
  switch (bound.of) {
    case 'funds':
      return `资金“${bound.resource.facts.title}”${given}只剩 ${yuan(left)}，需要 ${yuan(amount)}`;
    case 'channel': {
      const channel = `本轮${SOURCE_NAMES[bound.source]}资金的上限（M2.3）`;
      return `${channel}${given}只剩 ${yuan(left)}，需要 ${yuan(amount)}`;
    }
    case 'venue':
      return `场地“${bound.resource.facts.title}”${given}这段时间不空`;
    case 'time':
      return `它在 ${bound.month} 的服务时间${given}只剩 ${left} 分钟，需要 ${amount} 分钟`;
  }
}

/** Who got it, with their points. */
function named(served: readonly Served[], { titleOf }: Spoken): string {
  if (served.length === 0) return '';
  const some = served.slice(0, NAMED).map(({ need, score }) => `《${titleOf(need)}》${score} 分`);
  return `（${some.join('、')}${served.length > NAMED ? `等 ${served.length} 个` : ''}）`;
}

const percent = (share: number) => `${Number((share * 100).toFixed(1))}%`;
