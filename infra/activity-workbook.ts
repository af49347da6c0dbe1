/** A workbook of invented activities of a month, under the headings of the template: the same for the same seed. */
import { writeXlsx } from 'hucre/xlsx';
import { type ActivityCells, SHEET } from '../functions/activity/model/import/columns.ts';
import { lastDayOf } from '../shared/calendar/periods.ts';
import { columnsOf } from '../shared/imports/sheet.ts';
import { randomOf } from './random.ts';

/** What each action does, in the words of the template. */
const DONE: Readonly<Record<string, readonly [title: string, kind: string][]>> = {
  救助: [
    ['独居老人探访', '亲情陪伴'],
    ['上门理发', '生活照料'],
  ],
  协商: [
    ['楼道停车议事会', '协商议事'],
    ['邻里纠纷调解', '人民调解'],
  ],
  平安: [
    ['夜间巡逻', '治安巡逻'],
    ['垃圾分类劝导', '垃圾分类'],
  ],
  文化: [
    ['合唱排练', '合唱'],
    ['广场舞展演', '舞蹈'],
  ],
};

export interface Active {
  name: string;
  /** 救助、协商、平安 or 文化. */
  action: string;
  /** Chance that it does something in the month. */
  chance: number;
}

/**
 * The activities of a month.
 * @param platforms codes of townships whose platforms host two activities each, by whoever is there
 */
export function activitiesOf(
  month: string,
  organisations: readonly Active[],
  platforms: readonly string[],
  seed: number,
): ActivityCells[] {
  const random = randomOf(seed);
  const days = Number(lastDayOf(month).slice(8));
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const act = ({ name, action }: Active, what: string): ActivityCells => {
    const [title, kind] = pick(DONE[action]!);
    const people = 8 + Math.floor(random() * 40);
    return {
      organisation: name,
      title: `${what}${title}`,
      on: `${month}-${String(1 + Math.floor(random() * days)).padStart(2, '0')}`,
      action,
      kinds: kind,
      participants: people,
      volunteers: Math.floor(people / 4),
      minutes: people * 45,
    };
  };
  const own = organisations.flatMap((one) =>
    random() < one.chance
      ? Array.from({ length: 1 + Math.floor(random() * 2) }, (_, at) => act(one, `第${at + 1}场`))
      : [],
  );
  const active = organisations.filter(({ name }) => own.some(({ organisation }) => organisation === name));
  const hosted = platforms.flatMap((platform) =>
    [1, 2].map((time) => ({ ...act(pick(active), `平台承办${platform}之${time}`), platform })),
  );
  return [...own, ...hosted];
}

/** The file of a workbook with these rows. */
export async function activityWorkbook(rows: readonly ActivityCells[]): Promise<Buffer> {
  const columns = columnsOf(SHEET);
  const table = [
    columns.map(([, { heading }]) => heading),
    ...rows.map((cells) => columns.map(([id]) => cells[id] ?? null)),
  ];
  return Buffer.from(await writeXlsx({ sheets: [{ name: SHEET.name, rows: table }] }));
}
