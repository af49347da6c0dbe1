/** Draws series of rates as an SVG, without a browser. */
import * as echarts from 'echarts';

interface Series {
  name: string;
  /** Shares of one by label; undefined where there is none. */
  values: readonly (number | undefined)[];
}

interface Target {
  name: string;
  /** A share of one. */
  value: number;
  /** The label at which it is to be reached. */
  at: string;
}

const SIZE = { width: 1200, height: 640 };

/** Lines over labels, as shares in per cent, with what was to be reached where. */
export function chartOf(
  title: string,
  labels: readonly string[],
  series: readonly Series[],
  targets: readonly Target[],
): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, ...SIZE });
  const percent = (value: number | undefined) =>
    value === undefined ? null : Math.round(value * 10_000) / 100;
  chart.setOption({
    animation: false,
    backgroundColor: '#fff',
    title: { text: title, left: 'center' },
    legend: { top: 36, type: 'plain' },
    grid: { top: 110, left: 60, right: 150, bottom: 50 },
    xAxis: { type: 'category', data: [...labels], boundaryGap: false },
    yAxis: { type: 'value', min: 0, max: 100, axisLabel: { formatter: '{value}%' } },
    series: series.map(({ name, values }, at) => ({
      name,
      type: 'line',
      showSymbol: false,
      data: values.map(percent),
      ...(at === 0 && {
        lineStyle: { width: 4 },
        markPoint: {
          symbol: 'pin',
          symbolSize: 1,
          label: { show: true, position: 'right', formatter: '{b}' },
          data: targets.map((target) => ({
            name: `◀ ${target.name}`,
            coord: [target.at, percent(target.value)!],
          })),
        },
      }),
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
