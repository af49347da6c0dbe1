/** A report as comma-separated text: one row per division and indicator. Pure. */
import { writeCsv } from 'hucre/csv';
import { shownOf } from '../../../shared/figures/shown.ts';
import { judge, targetFor } from '../model/judged.ts';
import { indicatorOf, type Reported, toldOf } from './report.ts';

const COLUMNS = [
  '行政区划代码',
  '行政区划',
  '期间',
  '版本',
  '指标编号',
  '指标',
  '分子',
  '分母',
  '数值',
  '单位',
  '目标',
  '是否达标',
  '差距',
  '依据',
  '指标定义版本',
  '内容 SHA-256',
];

/** UTF-8 with a byte order mark, so that Excel reads it; no text in it is taken for a formula. */
export function csvOf(report: Reported): Buffer {
  const { content, policy, signing } = report;
  const whole = toldOf(report).map(({ indicator, line }) => ({
    division: content.division,
    name: content.name,
    indicator,
    figure: line,
    judged: line.judged,
  }));
  const parts = content.parts.flatMap(({ division, name, figures }) =>
    Object.entries(figures).map(([id, figure]) => {
      const indicator = indicatorOf(policy, id);
      const target = targetFor(indicator, content.period);
      return { division, name, indicator, figure, judged: target && judge(target, figure) };
    }),
  );
  const rows = [...whole, ...parts].map(({ division, name, indicator, figure, judged }) => [
    division,
    name,
    content.period,
    content.version,
    indicator.id,
    indicator.name.zh,
    figure.numerator,
    figure.denominator ?? '',
    shownOf(indicator, figure).value ?? '',
    indicator.unit,
    judged?.target ?? '',
    judged?.reached === undefined ? '' : judged.reached ? '是' : '否',
    judged?.gap ?? '',
    indicator.clause,
    content.policy,
    signing.contentHash,
  ]);
  return Buffer.from(writeCsv([COLUMNS, ...rows], { bom: true, escapeFormulae: true }), 'utf8');
}
