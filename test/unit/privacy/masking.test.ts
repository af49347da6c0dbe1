import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { maskAddress, maskIdCard, maskName, maskNumbers, maskPhone } from '../../../shared/privacy/index.ts';

describe('Personal data is shown masked', () => {
  it.each([
    ['11010519491231002X', '1101************2X'],
    ['330302199003071234', '3303************34'],
    [' 330302199003071234 ', '3303************34'],
    ['110105491231002', '****'],
    ['护照 G12345678', '****'],
    ['', ''],
  ])('identity card number %s is shown as %s', (number, shown) => {
    expect(maskIdCard(number)).toBe(shown);
  });

  it.each([
    ['13812345678', '138****5678'],
    ['138 1234 5678', '138****5678'],
    ['+86 138-1234-5678', '138****5678'],
    ['8613812345678', '138****5678'],
    ['0577-88961234', '0577-******34'],
    ['(0577) 8896123', '0577-******23'],
    ['+86 0577 88961234', '0577-******34'],
    ['010-66661234', '010-******34'],
    ['12345', '****'],
    ['', ''],
  ])('telephone number %s is shown as %s', (number, shown) => {
    expect(maskPhone(number)).toBe(shown);
  });

  it.each([
    ['张三', '张*'],
    ['张三丰', '张**'],
    ['欧阳修', '欧阳*'],
    ['诸葛孔明', '诸葛**'],
    ['司马相如', '司马**'],
    ['欧阳', '欧*'],
    ['陈', '****'],
    ['𠮷田茂', '𠮷**'],
    ['阿卜杜拉·买买提', '阿***·***'],
    ['John Smith', 'J*** *****'],
    ['', ''],
  ])('%s is shown as %s', (name, shown) => {
    expect(maskName(name)).toBe(shown);
  });

  it.each([
    ['浙江省温州市鹿城区五马街道公园路1号2单元301室', '浙江省温州市鹿城区五马街道****'],
    ['温州市平阳县水头镇建设路88号', '温州市平阳县水头镇****'],
    ['浙江省温州市龙港市世纪大道5号', '浙江省温州市龙港市****'],
    ['鹿城区五马街道公园路1号', '鹿城区五马街道****'],
    ['泰顺县司前畲族镇台边村', '泰顺县司前畲族镇****'],
    ['阳光小区3幢101室', '****'],
    ['公园路1号', '****'],
    ['', ''],
  ])('%s is shown as %s', (address, shown) => {
    expect(maskAddress(address)).toBe(shown);
  });
});

describe('Numbers left in free text', () => {
  it.each([
    ['电话13777778888，微信同号', '电话****，微信同号'],
    ['+86 138-0013-8000、138 0013 8000', '****、****'],
    ['(0577)88001234 或 0577-88001234', '**** 或 ****'],
    ['身份证 11010519491231002x。', '身份证 ****。'],
    ['2023年服务 20000 人次，编号 33030220260001', '2023年服务 20000 人次，编号 33030220260001'],
    ['信用代码 51330302MJ87654329', '信用代码 51330302MJ87654329'],
  ])('%s becomes %s', (text, shown) => {
    expect(maskNumbers(text)).toBe(shown);
  });
});

describe('What is not what it should be is never shown whole', () => {
  const text = fc.string({ unit: 'binary', minLength: 1 }).filter((value) => value.trim() !== '');
  it.each([
    ['identity card number', maskIdCard],
    ['telephone number', maskPhone],
    ['address', maskAddress],
  ])('as %s', (_, mask) => {
    fc.assert(fc.property(text, (value) => mask(value) !== value.trim() || /^\*+$/.test(value.trim())));
  });

  it('of a name at most two characters stay, beside dots and spaces', () => {
    fc.assert(fc.property(text, (value) => [...maskName(value).replace(/[·•\s*]/g, '')].length <= 2));
  });
});
