import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { namingPolicyOn } from '../../../functions/naming/policy/index.ts';
import { judge } from '../../../functions/naming/rules/judge.ts';
import { KINDS, type Kind } from '../../../functions/naming/schema.ts';
import { TODAY } from './verdict.ts';

const policy = namingPolicyOn(TODAY);
const read = (name: string, kind: Kind, division?: string) =>
  judge({ name, kind, division, on: TODAY }, policy);
const shown = (name: string, kind: Kind, division?: string) =>
  read(name, kind, division)
    .parts.map(({ part, text }) => `${part} ${text}`)
    .join(' | ');

const kindOf = (name: string): Kind => {
  if (/基金会$/.test(name)) return 'foundation';
  if (/中心$/.test(name)) return 'private-non-enterprise';
  return /(协会|商会|慈善总会|联合会|慈善会|联谊总会)$/.test(name) ? 'association' : 'team';
};

describe('读名称: real names of today, which mostly do not follow the plan’s pattern', () => {
  it.each([
    ['温州市“管妈妈”志愿服务队', 'city 温州市 | trade-name 管妈妈 | field 志愿服务 | form 队'],
    [
      '温州技师学院“四叶草”志愿者服务队',
      'city 温州 | host 技师学院 | trade-name 四叶草 | field 志愿者服务 | form 队',
    ],
    ['鹿城区旭日亭公益慈善服务中心', 'county 鹿城区 | trade-name 旭日亭 | field 公益慈善服务 | form 中心'],
    ['温州市江西商会', 'city 温州市 | field 江西 | form 商会'],
    ['鹿城区温心社会工作服务中心', 'county 鹿城区 | trade-name 温心 | field 社会工作服务 | form 中心'],
    ['瑞安市社会组织发展基金会', 'county 瑞安市 | field 社会组织发展 | form 基金会'],
    [
      '瑞安市慈善总会莘塍护河慈善义工队华表分队',
      'county 瑞安市 | host 慈善总会莘塍护河慈善义工队 | trade-name 华表 | form 分队',
    ],
    ['温州市社会组织发展基金会', 'city 温州市 | field 社会组织发展 | form 基金会'],
    ['绿色水网环保公益中心', 'trade-name 绿色水网 | field 环保公益 | form 中心'],
    ['温州慈善联盟', 'city 温州 | field 慈善 | form 联盟'],
    ['温州市慈善总会', 'city 温州市 | form 慈善总会'],
    ['温州爱心屋网络公益宣传服务中心', 'city 温州 | trade-name 爱心屋 | field 网络公益宣传服务 | form 中心'],
    ['苍南县防汛抗台志愿者联盟', 'county 苍南县 | field 防汛抗台志愿者 | form 联盟'],
    ['永嘉县慈善总会', 'county 永嘉县 | form 慈善总会'],
    ['永嘉县绿文公益中心', 'county 永嘉县 | trade-name 绿文 | field 公益 | form 中心'],
    ['乐清市公益储蓄中心', 'county 乐清市 | field 公益储蓄 | form 中心'],
    ['乐清市一心社工服务中心', 'county 乐清市 | trade-name 一心 | field 社工服务 | form 中心'],
    ['乐清市党员志愿服务总站', 'county 乐清市 | field 党员志愿服务 | form 总站'],
    ['黄华堡慈善自香亭烧茶会义工队', 'village 黄华堡 | field 慈善自香亭烧茶会义工 | form 队'],
    ['芙蓉镇文化礼堂共享圈志愿者服务队', 'township 芙蓉镇 | field 文化礼堂共享圈志愿者服务 | form 队'],
    ['温州市仁爱义工协会', 'city 温州市 | trade-name 仁爱 | field 义工 | form 协会'],
    ['瓯海区慈善总会爱善义工队', 'county 瓯海区 | host 慈善总会 | trade-name 爱善 | field 义工 | form 队'],
    ['平阳鳌江曙东公益联合会', 'county 平阳 | township 鳌江 | trade-name 曙东 | field 公益 | form 联合会'],
    ['平阳县灯塔公益联合会', 'county 平阳县 | trade-name 灯塔 | field 公益 | form 联合会'],
    ['鳌江镇人大代表慈善工作站', 'township 鳌江镇 | field 人大代表慈善工作 | form 站'],
    ['龙湾日行一善义工队', 'county 龙湾 | trade-name 日行一善 | field 义工 | form 队'],
    ['永兴民乐团', 'township 永兴 | field 民乐 | form 团'],
    ['龙港市摄影家协会', 'county 龙港市 | field 摄影家 | form 协会'],
    ['龙港市社会工作协会', 'county 龙港市 | field 社会工作 | form 协会'],
    ['红日亭公益慈善会', 'trade-name 红日亭 | field 公益 | form 慈善会'],
    ['三乐亭义工队', 'trade-name 三乐亭 | field 义工 | form 队'],
    ['旭日亭义工队', 'trade-name 旭日亭 | field 义工 | form 队'],
    ['温州乐扶公益基金会', 'city 温州 | trade-name 乐扶 | field 公益 | form 基金会'],
    ['鹿城区慈善总会', 'county 鹿城区 | form 慈善总会'],
    ['双榕亭伏茶点', 'trade-name 双榕亭 | field 伏茶 | form 点'],
    ['瓯海仁爱义工队', 'county 瓯海 | trade-name 仁爱 | field 义工 | form 队'],
    ['瓯海厨师义工队', 'county 瓯海 | field 厨师义工 | form 队'],
    ['瓯海区志愿服务联合会', 'county 瓯海区 | field 志愿服务 | form 联合会'],
    ['温州市关爱老人空巢协会', 'city 温州市 | field 关爱老人空巢 | form 协会'],
    ['半屏同心舞龙队', 'trade-name 半屏同心 | field 舞龙 | form 队'],
    ['世界文成人联谊总会', 'qualifier 世界 | field 文成人 | form 联谊总会'],
  ])('%s', (name, parts) => expect(shown(name, kindOf(name))).toBe(parts));
});

describe('读名称: where two readings are possible the best is taken', () => {
  it.each([
    ['温州市鹿城区南汇街道春秋社区服务中心', 'private-non-enterprise', 'village 春秋社区 | field 服务'],
    ['温州市鹿城区南汇街道暖心社区服务中心', 'private-non-enterprise', 'trade-name 暖心 | field 社区服务'],
    ['永嘉县桥下镇德胜社区基金会', 'foundation', 'village 德胜社区 | form 基金会'],
    ['温州市鹿城区滨江街道同舟社区基金会', 'foundation', 'trade-name 同舟 | field 社区 | form 基金会'],
    [
      '温州市鹿城区南汇街道春秋社区暖心服务中心',
      'private-non-enterprise',
      'village 春秋社区 | trade-name 暖心',
    ],
    [
      '温州市瓯海区仙岩街道仙岩社会工作服务中心',
      'private-non-enterprise',
      'township 仙岩街道 | trade-name 仙岩',
    ],
    ['温州市鹿城区南汇街道“爱心公益”志愿服务队', 'team', 'trade-name 爱心公益 | field 志愿服务'],
    ['温州市鹿城区南汇街道大学生志愿服务队', 'team', 'field 大学生志愿服务 | form 队'],
    ['温州市鹿城区南汇街道老年大学合唱团', 'team', 'host 老年大学 | field 合唱 | form 团'],
    ['瑞安市塘下镇商会', 'association', 'township 塘下镇 | form 商会'],
  ] as const)('%s', (name, kind, parts) => expect(shown(name, kind)).toContain(parts));

  it('takes the village of the seat where a name is borne by several', () => {
    const codes = (division?: string) => read('芙蓉村老年人协会', 'association', division).parts[0]?.code;
    expect(codes('330327103')).toBe('330327103211');
    expect(codes('330324108')).toBe('330324108207');
  });

  it('keeps positions in the name as written, quotation marks and full width included', () => {
    const name = '温州市 鹿城区“南汇街道”暖心志愿者協会';
    for (const { text, start, end } of read(name, 'association').parts)
      expect(name.slice(start, end)).toBe(text);
  });
});

describe('读名称: whatever is typed', () => {
  const words = [
    '温州市',
    '鹿城区',
    '南汇街道',
    '春秋社区',
    '瑞安',
    '志愿者',
    '暖心',
    '协会',
    '中心',
    '中国',
    '村',
    '“',
    'Ａ',
    '誌',
    '😀',
    '\u200b',
    '镇',
    ' ',
  ];
  const text = fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 3, unit: 'binary' })), {
    maxLength: 12,
  });

  it('never fails, reads the same twice, and its parts lie in order within the name', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...KINDS), (pieces, kind) => {
        const name = pieces.join('');
        const { parts, findings } = read(name, kind);
        expect(read(name, kind)).toEqual(read(name, kind));
        let last = 0;
        for (const part of parts) {
          expect(part.start).toBeGreaterThanOrEqual(last);
          expect(part.text).toBe(name.slice(part.start, part.end));
          last = part.end;
        }
        for (const { start, end } of findings) {
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(name.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('reads no more divisions than a name can have, however often they are repeated', () => {
    const { parts } = read('温州市鹿城区'.repeat(1700), 'association');
    expect(parts.length).toBeLessThan(10);
  });
});
