import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { namingPolicyOn } from '../../../functions/naming/policy/index.ts';
import { isAcceptable, judge } from '../../../functions/naming/rules/judge.ts';
import type { Kind } from '../../../functions/naming/schema.ts';
import { suggest } from '../../../functions/naming/suggest.ts';
import { TODAY } from './verdict.ts';

const policy = namingPolicyOn(TODAY);
const suggestions = (name: string, kind: Kind, division?: string) => {
  const proposal = { name, kind, division, on: TODAY };
  return suggest(proposal, judge(proposal, policy), policy, 3).map((candidate) => candidate.name);
};

describe('名称建议: a refused name comes back with names that pass', () => {
  it.each([
    ['鹿城南汇街道志愿者协会', 'association', '温州市鹿城区南汇街道志愿者协会'],
    ['温州市瓯海区南汇街道志愿者协会', 'association', '温州市鹿城区南汇街道志愿者协会'],
    ['温州市鹿城区春秋社区南汇街道志愿者协会', 'association', '温州市鹿城区南汇街道春秋社区志愿者协会'],
    ['温州市鹿城区南汇街道誌願者協會', 'association', '温州市鹿城区南汇街道志愿者协会'],
    ['温州市鹿城区南汇街道第一志愿者协会', 'association', '温州市鹿城区南汇街道志愿者协会'],
    ['温州市鹿城区南汇街道志愿者中心', 'association', '温州市鹿城区南汇街道志愿者协会'],
    [
      '温州市瓯海区梧田街道社会工作服务中心',
      'private-non-enterprise',
      '温州市瓯海区梧田街道同心社会工作服务中心',
    ],
    [
      '温州市瓯海区梧田街道瑞安市社会工作服务中心',
      'private-non-enterprise',
      '温州市瓯海区梧田街道同心社会工作服务中心',
    ],
    ['温州市鹿城区滨江街道同舟社区慈善会', 'foundation', '温州市鹿城区滨江街道同舟社区基金会'],
    ['温州市鹿城区滨江街道同舟社区基金', 'foundation', '温州市鹿城区滨江街道同舟社区基金会'],
    ['温州市鹿城区滨江街道同舟协会基金会', 'foundation', '温州市鹿城区滨江街道同舟基金会'],
    ['温州市鹿城区南汇街道志愿者协会协会', 'association', '温州市鹿城区南汇街道志愿者协会'],
    ['乐清市芙蓉镇爱心基金会', 'team', '乐清市芙蓉镇爱心志愿服务队'],
    ['温州市鹿城区南汇街道舞蹈', 'team', '温州市鹿城区南汇街道舞蹈队'],
    ['温州市鹿城区南汇街道志愿者协会1', 'association', '温州市鹿城区南汇街道志愿者协会'],
    ['温州市鹿城区南汇街道志愿者总协会', 'association', '温州市鹿城区南汇街道志愿者协会'],
    ['温州市鹿城区南汇街道志愿者协会人事处', 'association', '温州市鹿城区南汇街道志愿者协会'],
    ['温州市鹿城区南汇街道志愿者协会助老分会', 'association', '温州市鹿城区南汇街道志愿者协会'],
    ['温州市鹿城区南汇街道书画专业委员会', 'association', '温州市鹿城区南汇街道书画协会'],
    [
      '温州市瓯海区梧田街道暖心养老服务小组',
      'private-non-enterprise',
      '温州市瓯海区梧田街道暖心养老服务中心',
    ],
    [
      '温州市瓯海区梧田街道暖心养老服务工作室',
      'private-non-enterprise',
      '温州市瓯海区梧田街道暖心养老服务中心',
    ],
  ] as const)('%s (%s): %s', (name, kind, expected) => expect(suggestions(name, kind)[0]).toBe(expected));

  it('moves the name to the seat that the applicant gives', () => {
    expect(suggestions('志愿者协会', 'association', '330302025')[0]).toBe('温州市鹿城区南汇街道志愿者协会');
    expect(suggestions('舞蹈协会', 'association', '330383198002')[0]).toBe('龙港市龙城社区舞蹈协会');
  });

  it('makes none where nothing is left to go by', () => {
    expect(suggestions('协会', 'association')).toEqual([]);
    expect(suggestions('温州市鹿城区南汇街道算命看相研究会', 'association')).toEqual([]);
  });

  it.each([
    ['温州市鹿城区南汇街道商会联盟', 'association'],
    ['温州市鹿城区南汇街道志愿者协会筹', 'association'],
  ] as const)('makes none rather than a name that holds another body: %s (%s)', (name, kind) =>
    expect(suggestions(name, kind)).toEqual([]),
  );

  it('only ever suggests names that pass the rules themselves', () => {
    const names = ['names-public.tsv', 'names-real.tsv'].flatMap((file) =>
      readFileSync(new URL(`../../data/${file}`, import.meta.url), 'utf8')
        .trim()
        .split('\n')
        .slice(1),
    );
    let made = 0;
    for (const line of names) {
      const [name = '', kind = '', division] = line.split('\t');
      for (const suggestion of suggestions(name, kind as Kind, division || undefined)) {
        const proposal = { name: suggestion, kind: kind as Kind, division: division || undefined, on: TODAY };
        expect(isAcceptable(judge(proposal, policy).findings)).toBe(true);
        made += 1;
      }
    }
    expect(made).toBeGreaterThan(25);
  });
});
