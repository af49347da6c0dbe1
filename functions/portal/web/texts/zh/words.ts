import { applicationWords } from './application-words.ts';
import { authorityWords } from './authority-words.ts';
import { serviceWords } from './service-words.ts';

/** Words for codes of the API; one map a code list. */
export const words = {
  ...applicationWords,
  ...serviceWords,
  ...authorityWords,
  role: {
    applicant: '申请人',
    organisation: '社会组织',
    agency: '专业社工机构',
    provider: '资源供给方',
    community: '村居',
    township: '乡镇（街道）',
    county: '县（市、区）民政',
    city: '市级部门',
  },
  kind: {
    association: '社会团体',
    'private-non-enterprise': '民办非企业单位',
    foundation: '基金会',
    team: '群众活动团队',
  },
  track: { registered: '登记', filed: '备案', managed: '村居管理' },
  class: { 'start-up': '初创型', growing: '成长型', mature: '成熟型' },
  action: { relief: '救助', consultation: '协商', safety: '平安', culture: '文化' },
  namePart: {
    qualifier: '限定语',
    city: '市',
    county: '县（市、区）',
    zone: '功能区',
    township: '乡镇（街道）',
    village: '村（社区）',
    host: '所在单位',
    'trade-name': '字号',
    field: '业务领域',
    form: '组织形式',
    branch: '分支机构',
  },
  severity: { error: '不合规定', warning: '请留意', info: '说明' },
  reportKind: { month: '月报', quarter: '季报', year: '年报' },
  reportState: { draft: '草稿', checked: '已核对', signed: '已签发' },
  standing: {
    redrafting: '重新起草中',
    'to-check': '待县级核对',
    objected: '县级有异议',
    overdue: '逾期未核对',
    'to-sign': '待市级签发',
    signed: '已签发',
  },
  remark: { agreed: '核对属实', objected: '提出异议', redraft: '要求重新起草', signed: '签发' },
  pushState: { waiting: '等待', delivered: '已送达', parked: '已搁置' },
  attempt: { delivered: '送达', refused: '对方拒收', failed: '失败' },
  exportState: { waiting: '排队', working: '生成中', done: '已生成', failed: '未能生成' },
  exportFormat: { xlsx: 'Excel 工作簿', docx: 'Word 公文', csv: 'CSV', json: 'JSON' },
};
