/** The columns of a ledger workbook (台账), under the headings that townships use. */
import { type Cells, type Column, columnsOf, type Row } from '../../../../shared/imports/sheet.ts';

export const KIND_WORDS = ['社会团体', '民办非企业单位', '基金会', '群众活动团队'] as const;
export const TRACK_WORDS = ['登记', '备案', '村居管理'] as const;
export const ACTION_WORDS = ['救助', '协商', '平安', '文化'] as const;
const YES_NO = ['是', '否'] as const;

export const COLUMNS = {
  name: {
    heading: '名称',
    aliases: ['组织名称', '社会组织名称', '社区社会组织名称'],
    demanded: true,
    note: '必填。组织的全称',
    example: '温州市鹿城区南汇街道红枫合唱队',
  },
  kind: {
    heading: '类别',
    aliases: ['组织类别', '组织类型'],
    demanded: true,
    note: `必填。${KIND_WORDS.join('、')}之一`,
    choices: KIND_WORDS,
    example: '群众活动团队',
  },
  track: {
    heading: '办理方式',
    aliases: ['登记方式', '登记或备案'],
    demanded: true,
    note: '必填。登记（县级民政）、备案（乡镇、街道）或村居管理',
    choices: TRACK_WORDS,
    example: '备案',
  },
  county: {
    heading: '所在县（市、区）',
    aliases: ['县市区', '所在县', '县（市、区）', '所属县（市、区）'],
    note: '只导入本县（市、区）的组织时可以不填；市级导入时必填',
    example: '鹿城区',
  },
  township: {
    heading: '所在乡镇（街道）',
    aliases: ['乡镇（街道）', '乡镇街道', '所属乡镇（街道）', '乡镇', '街道'],
    demanded: true,
    note: '填全称，例如 南汇街道、桥头镇。乡镇（街道）自己导入时可以不填；龙港市不设乡镇，不填',
    example: '南汇街道',
  },
  village: {
    heading: '所在村（社区）',
    aliases: ['村（社区）', '村社区', '所属村（社区）', '村', '社区'],
    demanded: true,
    note: '填全称，例如 春秋社区。办理方式为村居管理时必填；其他组织跨村（社区）活动时可以不填',
    example: '春秋社区',
  },
  creditCode: {
    heading: '统一社会信用代码',
    aliases: ['信用代码', '社会信用代码'],
    demanded: true,
    note: '登记的组织必填，18 位；其他组织不填',
    example: '',
  },
  filingNumber: {
    heading: '备案编号',
    aliases: ['备案号', '备案证号'],
    demanded: true,
    note: '备案的组织填写，没有编号的可以不填；其他组织不填',
    example: '3303022023B017',
  },
  since: {
    heading: '成立日期',
    aliases: ['登记（备案）日期', '登记日期', '备案日期', '成立时间'],
    demanded: true,
    note: '必填。登记、备案或开始管理的日期，例如 2023-05-18',
    example: '2023-05-18',
  },
  actions: {
    heading: '行动领域',
    aliases: ['领域', '行动', '服务领域'],
    demanded: true,
    note: `必填。${ACTION_WORDS.join('、')}，可以填几个，用顿号隔开`,
    example: '文化',
  },
  individuals: {
    heading: '成员数',
    aliases: ['个人会员数', '会员数', '成员人数', '人数'],
    demanded: true,
    note: '必填。整数',
    example: '15',
  },
  units: { heading: '单位会员数', aliases: [], note: '整数；没有的不填', example: '' },
  staff: {
    heading: '工作人员数',
    aliases: ['从业人员数'],
    note: '专职和兼职，整数；没有的不填',
    example: '',
  },
  leader: {
    heading: '负责人',
    aliases: ['负责人姓名', '法定代表人（负责人）'],
    demanded: true,
    note: '必填。负责人姓名；加密保存，不对外公开',
    example: '张三丰',
  },
  phone: {
    heading: '联系电话',
    aliases: ['电话', '负责人电话', '联系方式'],
    demanded: true,
    note: '11 位手机号码，或带区号的固定电话；加密保存，不对外公开',
    example: '13800138000',
  },
  hub: {
    heading: '是否枢纽型',
    aliases: ['枢纽型', '是否枢纽型组织'],
    note: '是 或 否；不填为否（M3.2）',
    choices: YES_NO,
    example: '否',
  },
  purpose: { heading: '宗旨', aliases: [], note: '最多 500 字', example: '丰富居民文化生活' },
  scope: { heading: '业务范围', aliases: ['活动内容'], note: '最多 2000 字', example: '合唱排练和演出' },
} as const satisfies Record<string, Column>;

export type ColumnId = keyof typeof COLUMNS;

/** What stands in the cells of one row, as typed. */
export type LedgerCells = Cells<ColumnId>;
export type LedgerRow = Row<ColumnId>;

export const LEDGER = { name: '台账', columns: COLUMNS } as const;

/** The columns in the order of the template. */
export const TEMPLATE = columnsOf<ColumnId>(LEDGER);
