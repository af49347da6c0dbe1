/** The columns of a workbook of activities (活动记录表). */
import { GROUP_NAMES, type Group } from '../../../../shared/actions/index.ts';
import type { Cells, Column } from '../../../../shared/imports/sheet.ts';

export const ACTION_WORDS = ['救助', '协商', '平安', '文化'] as const;

const group = (name: string): Column => ({
  heading: `${name}（人）`,
  aliases: [name, `服务${name}`, `${name}人数`],
  note: '服务的人数，整数；没有的不填。只写人数，不写姓名（A1）',
  example: '',
});

export const COLUMNS = {
  organisation: {
    heading: '组织名称',
    aliases: ['组织', '社会组织名称', '社区社会组织名称', '组织编号'],
    demanded: true,
    note: '必填。组织的全称，与登记、备案的一致',
    example: '温州市鹿城区南汇街道红枫合唱队',
  },
  title: {
    heading: '活动名称',
    aliases: ['活动', '活动主题'],
    demanded: true,
    note: '必填，最多 100 字。同一组织同一天的同名活动只算一次；一天几场的请填开始时间',
    example: '重阳节敬老演出',
  },
  on: {
    heading: '活动日期',
    aliases: ['日期', '活动时间'],
    demanded: true,
    note: '必填，例如 2026-10-18',
    example: '2026-10-18',
  },
  from: { heading: '开始时间', aliases: ['开始'], note: '例如 09:00；可以不填', example: '09:00' },
  to: { heading: '结束时间', aliases: ['结束'], note: '例如 11:00；填了开始时间的须填', example: '11:00' },
  division: {
    heading: '活动所在地代码',
    aliases: ['行政区划代码', '所在地代码'],
    note: '村（社区）12 位、乡镇（街道）9 位；在组织所在地活动的不填',
    example: '',
  },
  platform: {
    heading: '承办平台代码',
    aliases: ['承办平台', '平台代码'],
    note: '由乡镇（街道）服务平台承办的，填乡镇（街道）的代码（9 位），龙港市填 330383；其他的不填（T1）',
    example: '',
  },
  place: { heading: '活动地点', aliases: ['地点'], note: '最多 100 字', example: '文化礼堂' },
  action: {
    heading: '行动领域',
    aliases: ['行动', '领域'],
    demanded: true,
    note: `必填。${ACTION_WORDS.join('、')}之一`,
    choices: ACTION_WORDS,
    example: '文化',
  },
  kinds: {
    heading: '服务种类',
    aliases: ['种类'],
    demanded: true,
    note: '必填。属于所填行动的种类，例如 合唱；可以填几个，用顿号隔开',
    example: '合唱',
  },
  participants: {
    heading: '参加人数',
    aliases: ['人数', '参与人数'],
    demanded: true,
    note: '必填。整数，含志愿者和党员',
    example: '45',
  },
  volunteers: { heading: '志愿者人数', aliases: ['志愿者'], note: '整数；没有的不填', example: '12' },
  partyMembers: { heading: '党员人数', aliases: ['党员'], note: '整数；没有的不填（O1）', example: '5' },
  minutes: {
    heading: '服务时长（分钟）',
    aliases: ['服务时长', '服务分钟', '时长（分钟）'],
    demanded: true,
    note: '必填。所有服务人员的时长合计，整数',
    example: '1440',
  },
  ...(Object.fromEntries(
    Object.entries(GROUP_NAMES).map(([id, name]) => [`served:${id}`, group(name)]),
  ) as Record<`served:${Group}`, Column>),
} satisfies Record<string, Column>;

export type ColumnId = keyof typeof COLUMNS;
export type ActivityCells = Cells<ColumnId>;

export const SHEET = { name: '活动记录', columns: COLUMNS as Readonly<Record<ColumnId, Column>> };
