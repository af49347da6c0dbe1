import { describe, expect, it } from '@jest/globals';
import { broken, findingsIn } from './verdict.ts';

const unit = { kind: 'private-non-enterprise' } as const;
const foundation = { kind: 'foundation' } as const;
const team = { kind: 'team' } as const;

describe('N01 社会团体名称的组成 (C2)', () => {
  it.each([
    '温州市鹿城区南汇街道志愿者协会',
    '温州市鹿城区南汇街道春秋社区邻里互助会',
    '瑞安市塘下镇商会',
    '苍南县金乡镇卫城文化研究会',
    '永嘉县岩头镇芙蓉村老年人协会',
    '温州市瑞安市安阳街道书画协会',
  ])('takes %s', (name) => expect(broken(name)).toBe(''));

  it.each([
    ['南汇街道志愿者协会', /县（市、区）/],
    ['瑞安市志愿者协会', /乡镇（街道）/],
    ['温州市鹿城区南汇街道协会', /业务范围/],
    ['温州市鹿城区南汇街道春秋社区协会', /业务范围/],
    ['永嘉县瓯北街道创新社区协会', /业务范围/],
    ['永嘉县碧莲镇碧莲上村社区协会', /业务范围/],
    ['泰顺县罗阳镇村尾村协会', /业务范围/],
    ['龙港市志愿者协会', /村（社区）/],
  ])('names what %s lacks', (name, lacking) => {
    const [finding] = findingsIn(name);
    expect(finding).toMatchObject({
      rule: 'N01',
      severity: 'error',
      clause: 'C2、M8',
      message: expect.stringMatching(lacking),
    });
  });

  it('names each missing part of a name that lacks all', () => {
    expect(findingsIn('协会').filter(({ rule }) => rule === 'N01')).toHaveLength(3);
  });

  it('holds from the day the plan was issued; before it nothing asked for the township', () => {
    expect(broken('瑞安市志愿者协会', { on: '2021-09-28' })).toBe('');
    expect(broken('瑞安市志愿者协会', { on: '2021-09-29' })).toBe('N01');
  });
});

describe('N02 民办非企业单位名称的组成 (C2)', () => {
  it.each([
    '温州市瓯海区梧田街道暖心社会工作服务中心',
    '温州市洞头区北岙街道海霞书院',
    '瑞安市安阳街道小蜜蜂托育园',
    '乐清市乐成街道新塘村新苗幼儿看护站',
    '温州市鹿城区南汇街道暖心社区服务中心',
    '温州市鹿城区南汇街道春晖老年大学',
  ])('takes %s', (name) => expect(broken(name, unit)).toBe(''));

  it.each([
    ['温州市瓯海区梧田街道社会工作服务中心', /字号/],
    ['温州市鹿城区滨江街道暖心中心', /行业或业务领域/],
    // 春秋社区 is a community of this street: what is left names no 字号.
    ['温州市鹿城区南汇街道春秋社区服务中心', /字号/],
    ['温州市鹿城区南汇街道春秋社区养老服务中心', /字号/],
    ['瑞安市暖心社会工作服务中心', /乡镇（街道）/],
    ['梧田街道暖心社会工作服务中心', /县（市、区）/],
  ])('names what %s lacks', (name, lacking) => {
    expect(findingsIn(name, unit)[0]).toMatchObject({ rule: 'N02', message: expect.stringMatching(lacking) });
  });
});

describe('N02 字号: ordinary words and words of the field (default)', () => {
  const named = (rest: string) => broken(`温州市瓯海区梧田街道${rest}`, unit);

  it.each([
    '平安养老服务中心',
    '健康养老服务中心',
    '为民社区服务中心',
    '便民家政服务中心',
    '关爱养老服务中心',
    '平安公益服务中心',
    '青年法律援助中心',
    '邻里心理咨询中心',
    '互助残疾人托养中心',
    '创新培训学校',
    '文明幼儿园',
    '生态农业技术服务中心',
    '敬老应急救援中心',
    '爱心公益服务中心',
  ])('takes an ordinary word before a complete field of another kind: %s', (rest) =>
    expect(named(rest)).toBe(''),
  );

  it.each([
    '志愿服务中心',
    '公益服务中心',
    '邻里互助服务中心',
    '平安建设服务中心',
    '青年创业服务中心',
    '生态环保服务中心',
    '健康管理中心',
    '关爱老年人服务中心',
    '养老院',
  ])('sees no trade name in a field alone: %s', (rest) => expect(named(rest)).toBe('N02'));

  it.each([
    '居家养老服务中心',
    '居家养老服务照料中心',
    '特殊儿童康复中心',
    '人民调解中心',
    '环境保护中心',
    '日间照料中心',
    '文化传播服务中心',
    '医养结合服务中心',
    '阅读推广服务中心',
    '非遗传承服务中心',
    '特殊教育学校',
    '中医门诊部',
    '警示教育中心',
  ])('cuts no trade name off the first word of the field: %s', (rest) => {
    expect(named(rest)).toBe('N02');
    expect(named(`暖心${rest}`)).toBe('');
  });
});

describe('N03 基金会名称的组成 (C2)', () => {
  it('takes a trade name with or without a field, and advises the field that order 69 asks for', () => {
    expect(broken('瑞安市塘下镇罗凤慈善基金会', foundation)).toBe('');
    expect(broken('温州市鹿城区滨江街道同舟基金会', foundation)).toBe('');
    expect(broken('温州市鹿城区滨江街道同舟基金会', foundation, 'warning')).toBe('N03');
  });

  it.each([
    '温州市鹿城区滨江街道基金会',
    '瑞安市塘下镇慈善基金会',
    '瑞安市罗凤慈善基金会',
    '永嘉县桥下镇德胜社区基金会',
  ])('refuses %s', (name) => expect(broken(name, foundation)).toBe('N03'));
});

describe('N04 市辖区前加设区市名称 (C2)', () => {
  it.each(['鹿城区南汇街道', '龙湾区永中街道', '瓯海区梧田街道', '洞头区北岙街道'])(
    'refuses %s志愿者协会 and gives the full form',
    (place) => {
      const name = `${place}志愿者协会`;
      expect(broken(name)).toBe('N04');
      expect(findingsIn(name)[0]?.suggestion).toBe(`温州市${place.slice(0, 3)}`);
    },
  );

  it.each(['永嘉县桥头镇', '平阳县鳌江镇', '瑞安市塘下镇', '乐清市柳市镇', '龙港市龙城社区'])(
    'asks for no city before %s',
    (place) => expect(broken(`${place}志愿者协会`)).toBe(''),
  );

  it('held for units since 1999 by 民发〔1999〕129号 (B4), before the plan', () => {
    const [finding] = findingsIn('鹿城区南汇街道暖心养老服务中心', { ...unit, on: '2015-06-01' });
    expect(finding).toMatchObject({ rule: 'N04', clause: 'B4' });
  });
});

describe('N05 行政区划真实、依次、不重复、与所在地一致', () => {
  it.each([
    ['温州市瓯海区南汇街道志愿者协会', 'a street of another district'],
    ['温州市鹿城区北岙街道志愿者协会', 'a street of another district'],
    ['温州市鹿城区春秋社区南汇街道志愿者协会', 'the village before the street'],
    ['温州市鹿城区鹿城区南汇街道志愿者协会', 'a district twice'],
    ['温州市鹿城区幸福街道志愿者协会', 'a street that is none'],
    ['温州市朝阳区南汇街道志愿者协会', 'a district that is none'],
    ['杭州市西湖区北山街道志愿者协会', 'another city'],
    ['温州市鹿城区南汇街道不存在社区志愿者协会', 'a community that is none'],
    ['温州市鹿城区五马街道春秋社区志愿者协会', "another street's community"],
    ['浙江省温州市鹿城区南汇街道志愿者协会', 'the province before it'],
    ['瑞安市安阳街道春秋社区志愿者协会', "another county's community"],
    ['温州市鹿城区南汇街道春秋社区春秋社区志愿者协会', 'a community twice'],
    ['温州市鹿城区南汇街道春秋社区绣山社区志愿者协会', 'two communities'],
    ['乐清市柳市镇上园村志愿者协会', "another county's village"],
    ['温州市鹿城区南汇街道绣山村老年人协会', 'a village that is none'],
    ['瑞安市塘下镇幸福社区志愿者协会', "another county's community with an ordinary name"],
    ['温州市鹿城区南汇街道和谐村老年人协会', 'a village that is none, with an ordinary name'],
    ['温州市新城区南汇街道志愿者协会', 'a district that is none'],
  ])('refuses %s: %s', (name) => expect(broken(name)).toBe('N05'));

  it.each([
    ['瑞安市安阳街道柳市镇暖心社会工作服务中心', unit],
    ['瑞安市安阳街道春秋社区暖心养老服务中心', unit],
    ['瑞安市安阳街道春秋社区同舟慈善基金会', foundation],
    ['温州市鹿城区南汇街道瓯海区暖心养老服务中心', unit],
  ])('refuses %s, where a trade name still follows the division out of place', (name, kind) =>
    expect(broken(name, kind)).toBe('N05'),
  );

  it.each([
    [
      '瑞安市安阳街道柳市镇商会',
      '“柳市镇”与前面的“安阳街道”都是乡镇（街道），只能写一个；“柳市镇”属于温州市乐清市',
    ],
    ['温州市鹿城区南汇街道春秋社区春秋社区志愿者协会', '同一级行政区划只能出现一次，“春秋社区”重复'],
    ['温州市瓯海区南汇街道志愿者协会', '“南汇街道”属于温州市鹿城区，与前面的行政区划不符'],
  ])('says of %s: %s', (name, message) => expect(findingsIn(name)[0]?.message).toBe(message));

  it("says a functional zone's name when the seat is one", () =>
    expect(findingsIn('温州市鹿城区南汇街道志愿者协会', { division: '330303Z1' })[0]?.message).toBe(
      '名称中的南汇街道与所在地温州市龙湾区浙南产业集聚区不一致',
    ));

  it('holds name and seat together', () => {
    expect(broken('温州市鹿城区南汇街道志愿者协会', { division: '330304002' })).toBe('N05');
    expect(broken('温州市鹿城区南汇街道志愿者协会', { division: '330302025010' })).toBe('');
    expect(broken('温州市鹿城区南汇街道志愿者协会', { division: '330302' })).toBe('');
  });

  it("warns only, where a unit's trade name may begin with the place word, and for teams", () => {
    expect(broken('乐清市乐成街道新塘村新苗幼儿看护站', unit, 'warning')).toBe('N05');
    expect(broken('温州市瓯海区南汇街道舞蹈队', team)).toBe('');
    expect(broken('温州市瓯海区南汇街道舞蹈队', team, 'warning')).toContain('N05');
  });

  it.each([
    '南汇街道和谐社区促进会',
    '南汇街道农村社区发展促进会',
    '南汇街道美丽乡村促进会',
    '南汇街道社区治理促进会',
    '南汇街道幸福社区建设促进会',
    '南汇街道平安村建设协会',
    '南汇街道关爱山村儿童协会',
    '南汇街道传统村落保护协会',
  ])('takes no ordinary word for a place: 温州市鹿城区%s', (rest) =>
    expect(broken(`温州市鹿城区${rest}`)).toBe(''),
  );
});

describe('N06 龙港市不设乡镇 (division data)', () => {
  it('takes county and community', () => expect(broken('龙港市龙城社区舞蹈协会')).toBe(''));
  it('refuses a township there', () => expect(broken('龙港市龙港镇舞蹈协会')).toContain('N06'));
  it('refuses the county alone, asking for the community', () =>
    expect(broken('龙港市舞蹈协会')).toBe('N01'));
});

describe('N07 功能区名称不单独使用 (M)', () => {
  it.each([
    '温州湾新区志愿者协会',
    '浙南产业集聚区志愿者协会',
    '经开区志愿者协会',
    '开发区商会',
    '乐清经济开发区商会',
    '温州市经济技术开发区商会',
    '温州国家高新技术产业开发区商会',
    '温州综合保税区商会',
    '龙港新区志愿者协会',
    '永嘉工业园区商会',
    '温州市瓯海经济开发区商会',
  ])('refuses %s', (name) => expect(broken(name)).toBe('N07'));
  it('refuses a zone before a trade name', () => {
    expect(broken('温州湾新区基金会', foundation)).toContain('N07');
    expect(broken('平阳经济开发区暖心养老服务中心', unit)).toBe('N07');
  });
  it.each([
    '温州市龙湾区温州湾新区海城街道志愿者协会',
    '温州市瓯海区经济开发区梧田街道商会',
    '瑞安市塘下镇新区建设促进会',
  ])('takes a zone together with its division, and takes no other word for one: %s', (name) =>
    expect(broken(name)).toBe(''),
  );
  it('asks for the township where only the county stands before the zone', () =>
    expect(broken('瑞安市经济开发区商会')).toBe('N01'));
});

describe('N08 行政区划用全称 (C2)', () => {
  it.each([
    ['温州市鹿城南汇街道志愿者协会', '鹿城区'],
    ['永嘉瓯北街道书画研究会', '永嘉县'],
    ['永嘉县瓯北书画研究会', '瓯北街道'],
    ['永嘉县桥头书画协会', '桥头镇'],
    ['温州鹿城区南汇街道志愿者协会', '温州市'],
    ['龙港市龙城舞蹈协会', '龙城社区'],
    ['泰顺县司前镇书画协会', '司前畲族镇'],
  ])('refuses %s and gives %s', (name, full) => {
    expect(broken(name)).toBe('N08');
    expect(findingsIn(name)[0]?.suggestion).toBe(full);
  });
  it('warns teams only', () => expect(broken('瓯海仁爱义工队', team, 'warning')).toContain('N08'));
});

describe('N09 标识名称、组织形式与类别相符 (C2, M, B7)', () => {
  it.each([
    ['温州市鹿城区南汇街道志愿者', 'association'],
    ['温州市鹿城区南汇街道志愿者中心', 'association'],
    ['温州市鹿城区南汇街道志愿者基金会', 'association'],
    ['温州市鹿城区南汇街道志愿者协会总部', 'association'],
    ['温州市鹿城区南汇街道志愿者总会', 'association'],
    ['温州市鹿城区南汇街道春秋社区乡贤参事会', 'association'],
    ['温州市瓯海区梧田街道暖心社会工作服务协会', 'private-non-enterprise'],
    ['温州市瓯海区梧田街道暖心社会工作服务连锁中心', 'private-non-enterprise'],
    ['温州市瓯海区梧田街道暖心养老服务集团', 'private-non-enterprise'],
    ['温州市鹿城区滨江街道同舟社区慈善会', 'foundation'],
    ['温州市鹿城区南汇街道志愿者总协会', 'association'],
    ['温州市鹿城区南汇街道总商会', 'association'],
    ['温州市瓯海区梧田街道暖心社会工作服务总中心', 'private-non-enterprise'],
    ['温州市瓯海区梧田街道暖心养老服务总院', 'private-non-enterprise'],
    ['温州市瓯海区梧田街道暖心养老服务总站', 'private-non-enterprise'],
    ['瑞安市塘下镇罗凤慈善总基金会', 'foundation'],
  ] as const)('refuses %s (%s)', (name, kind) => expect(broken(name, { kind })).toBe('N09'));

  it('leaves 总 to teams, as 义工总队', () =>
    expect(broken('温州市鹿城区南汇街道暖心义工总队', team)).toBe(''));

  it('names the kind that the word belongs to', () => {
    expect(findingsIn('温州市鹿城区南汇街道志愿者中心')[0]?.message).toContain('民办非企业单位');
    expect(findingsIn('温州市鹿城区南汇街道春秋社区乡贤参事会')[0]?.message).toContain('群众活动团队');
    expect(findingsIn('温州市鹿城区滨江街道同舟社区慈善会', foundation)[0]?.message).toContain('社会团体');
  });
});

describe('N10 字号 (M, B5)', () => {
  it.each([
    '温州市瓯海区梧田街道暖社会工作服务中心',
    '温州市瓯海区梧田街道瑞安市社会工作服务中心',
    '温州市鹿城区滨江街道我们一起向前冲公益服务中心',
    '温州市鹿城区滨江街道北京养老服务中心',
    '温州市鹿城区滨江街道广西养老服务中心',
    '温州市鹿城区滨江街道成都市养老服务中心',
    '温州市鹿城区滨江街道义乌养老服务中心',
    '温州市鹿城区滨江街道缙云县养老服务中心',
    '温州市鹿城区滨江街道人人都献出一份爱公益服务中心',
  ])('refuses %s', (name) => expect(broken(name, unit)).toBe('N10'));
  it.each(['文成', '永康', '云和', '中山'])(
    'warns where the word plainly means something else: %s',
    (word) => {
      expect(broken(`温州市鹿城区滨江街道${word}养老服务中心`, unit)).toBe('');
      expect(broken(`温州市鹿城区滨江街道${word}养老服务中心`, unit, 'warning')).toContain('N10');
    },
  );
  it.each([
    ['养老养老服务中心', unit],
    ['社会工作社会工作服务中心', unit],
    ['健康健康服务中心', unit],
    ['慈善慈善基金会', foundation],
  ])('refuses the field said twice: %s', (rest, kind) =>
    expect(broken(`温州市瓯海区梧田街道${rest}`, kind)).toBe('N10'),
  );
  it.each(['启明星', '侨缘', '健康', '平安', '旭日亭', '一心', '日行一善'])('takes %s', (tradeName) =>
    expect(broken(`温州市鹿城区滨江街道${tradeName}养老服务中心`, unit)).toBe(''),
  );
});

describe('N11 名称与业务范围相符 (M6)', () => {
  const name = '温州市鹿城区南汇街道书画协会';
  it('warns when the scope knows nothing of the field', () =>
    expect(broken(name, { scope: '开展居家养老和助餐服务' }, 'warning')).toBe('N11'));
  it('is content with the field or a word of the same field', () => {
    expect(broken(name, { scope: '组织书法、国画交流' }, 'warning')).toBe('');
    expect(broken(name, {}, 'warning')).toBe('');
  });
  it('holds from 2024-05-01', () =>
    expect(broken(name, { scope: '开展居家养老服务', on: '2024-04-30' }, 'warning')).toBe(''));
});

describe('N12 群众活动团队名称 (C2, default)', () => {
  it.each([
    '瑞安市莘塍街道河长志愿服务队',
    '乐清市芙蓉镇广场舞队',
    '温州市鹿城区南汇街道春秋社区乡贤参事会',
    '乐清市虹桥镇民间艺术团',
    '永嘉县岩头镇芙蓉村红白理事会',
    '平阳县鳌江镇烧茶会',
  ])('takes %s', (name) => {
    expect(broken(name, team)).toBe('');
    expect(broken(name, team, 'warning')).not.toContain('N12');
  });
  it.each([
    '乐清市芙蓉镇爱心基金会',
    '温州市鹿城区南汇街道爱心学校',
    '温州市鹿城区南汇街道舞蹈',
    '温州市鹿城区南汇街道队',
  ])('refuses %s', (name) => expect(broken(name, team)).toBe('N12'));
  it('advises to name the township', () => expect(broken('三乐亭义工队', team, 'warning')).toBe('N12'));
});
