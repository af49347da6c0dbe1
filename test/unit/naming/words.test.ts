import { describe, expect, it } from '@jest/globals';
import { broken, findingsIn } from './verdict.ts';

const unit = { kind: 'private-non-enterprise' } as const;
const team = { kind: 'team' } as const;
const association = (field: string) => `温州市鹿城区南汇街道${field}协会`;

describe('N20 规范汉字 (M7)', () => {
  it.each([
    ['HAPPY舞蹈', 'HAPPY'],
    ['ＨＡＰＰＹ舞蹈', 'ＨＡＰＰＹ'],
    ['123志愿者', '123'],
    ['１２３志愿者', '１２３'],
    ['志愿者！', '！'],
    ['（志愿者）', '（'],
    [' 志愿者', ' '],
    ['志愿\u200b者', '\u200b'],
    ['誌願者', '誌願'],
    ['カラオケ', 'カラオケ'],
    ['快乐😀', '😀'],
    ['金\u2f55', '\u2f55'],
  ])('refuses %j and shows where', (field, run) => {
    const name = association(field);
    const finding = findingsIn(name).find(({ rule }) => rule === 'N20');
    expect(finding).toMatchObject({ severity: 'error' });
    expect(name.slice(finding!.start, finding!.end)).toBe(run);
  });
  it('gives the simplified form of traditional characters', () =>
    expect(findingsIn('温州市鹿城区南汇街道誌願者協會').map(({ suggestion }) => suggestion)).toEqual([
      '志愿',
      '协会',
    ]));
  it.each(['五一村志愿者', '〇八志愿者', '乾坤太极', '喆心文化'])('takes %s', (field) =>
    expect(broken(association(field))).not.toContain('N20'),
  );
  it.each([
    ['温州市鹿城区南汇街道乾宁书院', unit],
    ['温州市鹿城区南汇街道昇阳书院', unit],
    ['苍南县沿浦镇牛乾村老年人协会', {}],
    ['乐清市大荆镇閤口村老年人协会', {}],
    ['乐清市仙溪镇南閤村舞蹈队', team],
  ] as const)('takes a standard character, and every character of a division: %s', (name, kind) =>
    expect(broken(name, kind)).toBe(''),
  );
  it('takes the same character for traditional among traditional ones, and others beside a division', () => {
    const simplified = (name: string) => findingsIn(name).map(({ suggestion }) => suggestion);
    expect(simplified('温州市鹿城区南汇街道餅乾協會')).toEqual(['饼干协会']);
    expect(simplified('乐清市大荆镇閤口村老年人協會')).toEqual(['协会']);
  });
  it('notes quotation marks of a team only', () => {
    expect(broken('温州市鹿城区南汇街道“暖心”志愿服务队', team)).toBe('');
    expect(broken('温州市鹿城区南汇街道“暖心”志愿服务队', team, 'info')).toBe('N20');
    expect(broken('温州市鹿城区南汇街道“暖心”志愿者协会')).toBe('N20');
  });
  it('holds for registered bodies from 2024-05-01', () => {
    expect(broken(association('HAPPY舞蹈'), { on: '2024-04-30' })).toBe('');
    expect(broken(association('HAPPY舞蹈'), { on: '2024-05-01' })).toBe('N20');
  });
});

describe('N21 含义健康、文字简洁 (M7)', () => {
  it.each(['算命看相', '风水', '占卜', '赌博', '黑社会'])('refuses %s', (field) =>
    expect(broken(association(field))).toBe('N21'),
  );
  it.each(['健康养生', '传统文化', '民俗文化', '风景摄影'])('takes %s', (field) =>
    expect(broken(association(field))).toBe(''),
  );
  it.each([
    ...[
      '算卦',
      '卜卦',
      '测字',
      '求签',
      '八字命理',
      '堪舆',
      '塔罗牌',
      '改运',
      '驱魔',
      '神汉',
      '封建迷信',
      '求神拜佛',
    ],
    ...['淫秽文化', '裸体', '六合彩', '赌徒', '流氓', '自杀', '恐怖主义', '台独', '反动', '全能神'],
    ...['傻子', '瞎子', '种族歧视', '男尊女卑'],
  ])('refuses %s: superstitious, vulgar, against public order, discriminating', (field) =>
    expect(broken(association(field))).toMatch(/N21/),
  );
  it.each([
    ...[
      '生命理疗',
      '精神汉服',
      '舞台独奏',
      '女性爱心',
      '请求签名',
      '检测字画',
      '反动物虐待',
      '宝塔罗汉',
      '水改运动',
    ],
    ...['五福音乐', '收藏独特'],
  ])('finds none across or inside ordinary words: %s', (field) => {
    expect(broken(association(field))).toBe('');
    expect(broken(`温州市鹿城区南汇街道${field}队`, team)).toBe('');
  });
  it.each([
    '反邪教',
    '反家庭暴力志愿者',
    '毒品预防',
    '预防自杀',
    '防自杀',
    '禁赌博',
    '自杀干预',
    '反歧视',
    '无邪教社区',
    '校园暴力防治',
  ])('only warns of what the name opposes: %s', (field) => {
    expect(broken(association(field))).toBe('');
    expect(broken(association(field), {}, 'warning')).toContain('N21');
  });
  it('takes at most 60 characters', () => {
    expect(broken(association('志愿服务'.repeat(11)))).toBe('');
    expect(broken(association('志愿服务'.repeat(13)))).toBe('N21');
  });
  it('takes at least 4', () => expect(broken('舞队', team)).toBe('N21'));
});

describe('N22 “中国”“全国”“第一”等字样 (M8)', () => {
  it.each(['全国志愿者', '中华文化', '国际交流合作促进世界', '第一志愿者', '国家级书画', '最佳摄影'])(
    'refuses %s',
    (field) => expect(broken(association(field))).toBe('N22'),
  );
  it.each(['最优养老', '最先进养老', '最美志愿者', '最温暖养老', '一流舞蹈', '省级书画', '亚太舞蹈'])(
    'refuses %s',
    (field) => expect(broken(association(field))).toBe('N22'),
  );
  it.each(['最后一公里志愿', '最低生活保障', '工艺流程', '亚热带植物', '太极拳', '中央商务区企业'])(
    'takes %s',
    (field) => expect(broken(association(field))).toBe(''),
  );
  it('refuses them before the divisions, too', () =>
    expect(broken('中国温州市鹿城区南汇街道志愿者协会')).toBe('N22'));
  it.each(['国际象棋', '中国象棋', '中国画', '国际标准舞'])(
    'leaves %s, which names the field, to the reviewer',
    (field) => {
      expect(broken(association(field))).toBe('');
      expect(broken(association(field), {}, 'warning')).toBe('N22');
    },
  );
});

describe('N23 机关、政党、宗教和其他单位的名称 (M)', () => {
  it.each(['公安志愿者', '人民政府服务', '佛教文化', '共青团志愿者', '法院调解', '工会文艺'])(
    'refuses %s',
    (field) => expect(broken(association(field))).toBe('N23'),
  );
  it.each(['义警', '平安志愿者', '党员志愿服务', '消防志愿者', '红十字志愿者'])(
    'only warns of %s, which is custom',
    (field) => {
      expect(broken(association(field))).toBe('');
      expect(broken(association(field), {}, 'warning')).toBe('N23');
    },
  );
  it.each(['家政', '行政管理研究', '办公安全', '义工', '财政研究', '居民建设'])(
    'finds no organ inside an ordinary word: %s协会',
    (field) => expect(broken(association(field))).toBe(''),
  );
  it.each([
    ...[
      '党工委',
      '团委',
      '卫健委',
      '发改委',
      '政法委',
      '监察委',
      '统战部',
      '组织部',
      '宣传部',
      '武装部',
      '人武部',
    ],
    ...[
      '交警',
      '特警',
      '巡特警',
      '民警',
      '海军',
      '空军',
      '陆军',
      '党政机关',
      '民主党派',
      '民主同盟',
      '民主建国会',
    ],
    ...['居委会', '村委会', '科协', '工商联', '联合国', '百度', '京东', '淘宝'],
    ...['伊斯兰文化', '佛学', '教会', '福音', '圣经', '上帝', '念佛', '寺庙'],
    ...['城管局', '消防局', '市场监管局', '统计局', '综合行政执法局', '教育厅'],
  ])('refuses the body or religion: %s', (word) => expect(broken(association(`${word}志愿者`))).toBe('N23'));
  it.each([
    ...[
      '眼科',
      '写作',
      '棋局',
      '书局',
      '社区大格局',
      '象棋对局',
      '为民警示教育',
      '独特警示教育',
      '公安路商户',
      '北京东路商户',
    ],
    ...['幸福音乐', '神圣经典', '税务师', '社团委托', '上海军乐', '人文', '幼教会展', '和美团队'],
  ])('finds none across or inside ordinary words: %s协会', (field) =>
    expect(broken(association(field))).toBe(''),
  );
  it('only warns of 国防教育', () => {
    expect(broken(association('国防教育'))).toBe('');
    expect(broken(association('国防教育'), {}, 'warning')).toBe('N23');
  });
  it('finds none in 老人大学', () => expect(broken('温州市鹿城区南汇街道春晖老人大学', unit)).toBe(''));
});

describe('N24 人名 (M15)', () => {
  it.each(['毛泽东思想研究', '周恩来精神研究', '邓小平理论学习'])('refuses %s', (field) =>
    expect(broken(association(field))).toBe('N24'),
  );
  it.each([
    '聂荣臻',
    '刘伯承',
    '林彪',
    '邓颖超',
    '胡耀邦',
    '习仲勋',
    '方志敏',
    '陈独秀',
    '周总理',
    '列宁',
    '希特勒',
    '特朗普',
  ])('refuses leaders, elders of the revolution and political activists: %s', (person) => {
    expect(broken(association(`${person}研究`))).toBe('N24');
    expect(broken(`温州市鹿城区南汇街道${person}养老服务中心`, unit)).toBe('N24');
  });
  it.each(['马克思主义学习', '系列宁波菜', '普及京剧'])('takes %s', (field) =>
    expect(broken(association(field))).toBe(''),
  );
  it.each(['叶适文化', '刘伯温文化', '雷锋志愿者'])('asks for papers about %s', (field) => {
    expect(broken(association(field))).toBe('');
    expect(broken(association(field), {}, 'warning')).toContain('N24');
  });
  it('takes a surname-shaped trade name as a hint only', () => {
    const name = '温州市鹿城区南汇街道金阳养老服务中心';
    expect(broken(name, unit)).toBe('');
    expect(broken(name, unit, 'info')).toBe('N24');
  });
});

describe('N25 其他组织的称谓 (M)', () => {
  it.each([
    '暖心社会工作有限公司服务中心',
    '暖心协会服务中心',
    '暖心律师事务所服务中心',
    '暖心合作社服务中心',
  ])('refuses %s', (rest) => expect(broken(`温州市鹿城区南汇街道${rest}`, unit)).toBe('N25'));
  it.each([
    ['同舟协会基金会', 'foundation'],
    ['同舟慈善协会基金会', 'foundation'],
    ['志愿者基金会协会', 'association'],
    ['志愿者协会协会', 'association'],
    ['志愿者协会商会', 'association'],
    ['同舟社区基金服务中心', 'private-non-enterprise'],
  ] as const)('refuses %s (%s)', (rest, kind) =>
    expect(broken(`温州市鹿城区南汇街道${rest}`, { kind })).toBe('N25'),
  );
  it('leaves a form word that is not at the end to N09', () =>
    expect(broken('温州市鹿城区南汇街道志愿者协会筹')).toBe('N09'));
  it.each(['行业协会联合会', '商会发展促进会', '商会联合会', '社会组织联合会'])(
    'takes a body of bodies: %s',
    (rest) => expect(broken(`温州市鹿城区南汇街道${rest}`)).toBe(''),
  );
  it.each(['暖心社会组织服务中心', '暖心会计服务中心'])('takes %s', (rest) =>
    expect(broken(`温州市鹿城区南汇街道${rest}`, unit)).toBe(''),
  );
});

describe('N26 分支机构的称谓 (M17, M18)', () => {
  it.each(['分会', '专业委员会', '工作委员会', '代表处', '办事处', '办公室', '秘书处'])(
    'refuses …协会%s',
    (ending) => expect(broken(`温州市鹿城区南汇街道志愿者协会${ending}`)).toBe('N26'),
  );
  it.each([
    ['志愿者协会助老分会', 'association'],
    ['志愿者分会', 'association'],
    ['书画专业委员会', 'association'],
    ['养老工作委员会', 'association'],
    ['商会青年企业家分会', 'association'],
    ['志愿者协会驻乐清联络处', 'association'],
    ['专家委员会', 'association'],
    ['暖心社会工作服务代表处', 'private-non-enterprise'],
    ['暖心养老服务分会', 'private-non-enterprise'],
    ['同舟社区基金会助学专项基金管理委员会', 'foundation'],
    ['同舟专项基金管理委员会', 'foundation'],
    ['志愿者分会', 'team'],
  ] as const)('refuses %s (%s), whatever stands before the ending, and asks for no form word', (rest, kind) =>
    expect(broken(`温州市鹿城区南汇街道${rest}`, { kind })).toBe('N26'),
  );
  it.each(['活动部', '会员部', '宣传部', '财务处', '党支部', '青少年活动部', '分部'])(
    'sees an inner office after a form word: 志愿者协会%s',
    (office) => expect(broken(`温州市鹿城区南汇街道志愿者协会${office}`)).toBe('N26'),
  );
  it('shows the whole branch, and asks nothing more of its parent', () => {
    const name = '瑞安市塘下镇暖心社会工作服务中心乐清代表处';
    const [finding, ...more] = findingsIn(name, unit);
    expect(more).toEqual([]);
    expect(name.slice(finding!.start, finding!.end)).toBe('乐清代表处');
  });
  it('takes no form word inside a place for a parent', () =>
    expect(broken('瑞安市塘下镇中心街社区暖心养老服务代表处', unit)).toBe('N26'));
  it.each([
    ['春晖门诊部', 'private-non-enterprise', ''],
    ['春晖书院读书俱乐部', 'private-non-enterprise', ''],
    ['志愿者活动部', 'association', 'N09'],
    ['志愿者协会总部', 'association', 'N09'],
    ['老年大学书画室', 'team', ''],
  ] as const)('takes no other ending for an inner office: %s (%s)', (rest, kind, rules) =>
    expect(broken(`温州市鹿城区南汇街道${rest}`, { kind })).toBe(rules),
  );
  it('takes a people’s mediation committee, which is no branch', () =>
    expect(broken('温州市鹿城区南汇街道人民调解委员会', team)).toBe(''));
});
