import { describe, expect, it } from '@jest/globals';
import {
  ancestorsOf,
  CITY,
  childrenOf,
  covers,
  divisionByCode,
  divisionsNamed,
  divisionsWithin,
  fullNameOf,
  hasTownships,
  isKnownDivision,
  isMunicipalDistrict,
  parentOf,
  ZONES,
} from '../../../shared/divisions/index.ts';

describe('行政区划: the spine of keys and permissions', () => {
  it('has the 12 county-level units of Wenzhou, 185 townships and their villages', () => {
    expect(CITY).toEqual({ code: '3303', name: '温州市', level: 'city' });
    expect(childrenOf('3303')).toHaveLength(12);
    expect(divisionsWithin('3303', 'township')).toHaveLength(185);
    expect(divisionsWithin('3303', 'village').length).toBeGreaterThan(3_600);
  });

  it.each(['330324400', '330324401', '330324402', '330326401', '330329400', '330383198'])(
    'leaves out %s, which is no township',
    (code) => expect(divisionByCode(code)).toBeUndefined(),
  );

  it('leaves out living quarters and names villages by their own name', () => {
    const villages = divisionsWithin('3303', 'village').map(({ name }) => name);
    expect(villages.filter((name) => /生活区$|管理区$|村委会$/.test(name))).toEqual([]);
    expect(divisionByCode('330302023200')?.name).toBe('老涂村');
    expect(divisionByCode('330305003002')?.name).toBe('半屏社区');
  });

  it('龙港市 has no townships: its communities come straight under it', () => {
    expect(hasTownships('330383')).toBe(false);
    expect(hasTownships('330381')).toBe(true);
    expect(parentOf('330383198001')).toMatchObject({ code: '330383' });
    expect(childrenOf('330383')[0]).toMatchObject({ code: '330383198001', level: 'village' });
  });

  it('knows parents, subtrees and names', () => {
    expect(ancestorsOf('330302025010').map(({ name }) => name)).toEqual(['温州市', '鹿城区', '南汇街道']);
    expect(divisionsNamed('芙蓉村').map(({ code }) => code)).toEqual(['330324108207', '330327103211']);
    expect(divisionsNamed('芙蓉村', '330324')).toHaveLength(1);
    expect(parentOf('3303')).toBeUndefined();
  });

  it.each([
    ['3303', '温州市'],
    ['330302025010', '温州市鹿城区南汇街道春秋社区'],
    ['330383198001', `温州市龙港市${divisionByCode('330383198001')!.name}`],
    [ZONES[0]!.code, '温州市龙湾区浙南产业集聚区'],
    ['110000', ''],
  ])('%s is in full %s', (code, name) => {
    expect(fullNameOf(code)).toBe(name);
  });

  it('浙南产业集聚区 acts over streets of 龙湾区 and over nothing else', () => {
    const [zone] = ZONES;
    expect(isKnownDivision(zone!.code)).toBe(true);
    expect(covers(zone!.code, '330303012')).toBe(true);
    expect(covers(zone!.code, zone!.code)).toBe(true);
    expect(covers(zone!.code, '330303001')).toBe(false);
    expect(covers(zone!.code, '330303')).toBe(false);
    expect(covers('330303', '330303012001')).toBe(true);
  });

  it('tells municipal districts from counties and county-level cities (GB/T 2260)', () => {
    const districts = childrenOf('3303').filter(({ code }) => isMunicipalDistrict(code));
    expect(districts.map(({ name }) => name)).toEqual(['鹿城区', '龙湾区', '瓯海区', '洞头区']);
  });
});
