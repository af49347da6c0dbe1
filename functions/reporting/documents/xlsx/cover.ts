import type { WriteSheet } from 'hucre/xlsx';
import { issuerOf, lastDayName, periodName, type Reported, STATES, titleOf } from '../report.ts';
import { type Row, sheetOf, type Value } from './sheet.ts';

/** Which report it is: its version, state, definitions and hashes. */
export function cover({ content, policy, signing }: Reported): WriteSheet {
  const facts: readonly (readonly [string, Value])[] = [
    ['编制单位', issuerOf(content)],
    ['行政区划', `${content.name}（${content.division}）`],
    ['期间', `${periodName(content.period)}（截至${lastDayName(content)}）`],
    ['版本', `第${content.version}版`],
    ['状态', STATES[signing.state]],
    ...(signing.checkedAt ? [['核对时间', beijing(signing.checkedAt)] as const] : []),
    ...(signing.signedAt ? [['签发时间', beijing(signing.signedAt)] as const] : []),
    ['数据截至', beijing(content.asOf)],
    ['指标定义版本', policy.version],
    ['其他定义版本', content.definitions.join('、') || '无'],
    ['所含事实', content.facts.count],
    ['事实摘要', content.facts.digest],
    ['内容 SHA-256', signing.contentHash],
  ];
  const rows: Row[] = [
    { kind: 'title', values: [titleOf(content)] },
    { kind: 'note', values: [] },
    ...facts.map(([name, value]): Row => ({ kind: 'body', values: [name, value] })),
    { kind: 'note', values: [] },
    ...[
      '分子、分母均为整数；比例、平均数和合计都是公式，可以在单元格中查看。',
      '百分比保留两位小数，只舍不入：未达到目标的，不会显示为已达到。时间为北京时间。',
    ].map((note): Row => ({ kind: 'note', values: [note] })),
  ];
  return sheetOf('说明', rows, { widths: [18, 80] });
}

/** An instant as people here read it, e.g. 2024-01-15 09:00:05. */
const beijing = (instant: string): string => BEIJING.format(new Date(instant));

const BEIJING = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});
