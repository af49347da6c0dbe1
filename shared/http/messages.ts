/** What zod finds, said in Chinese: what would be right. Schemas with a message of their own keep it. */
import type * as z from 'zod';

const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  bigint: '整数',
  boolean: 'true 或 false',
  object: '对象',
  record: '对象',
  array: '数组',
  tuple: '数组',
  date: '日期',
  null: 'null',
};

const FORMATS: Readonly<Record<string, string>> = {
  date: '日期，例如 2026-01-31',
  datetime: 'ISO 8601 时间，例如 2026-01-31T08:00:00Z',
  time: '时间，例如 08:30:00',
  duration: 'ISO 8601 时长，例如 P30D',
  email: '电子邮件地址',
  url: '网址',
  uuid: 'UUID',
  guid: 'UUID',
  ulid: 'ULID',
  base64: 'base64 编码的文字',
  base64url: 'base64url 编码的文字',
  ipv4: 'IPv4 地址',
  ipv6: 'IPv6 地址',
};

/** Error map for zod: a sentence without the field's name, which `validate` puts before it. */
export function chinese(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '必须填写' : `应为${TYPES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return issue.input === undefined
        ? '必须填写'
        : `应为${issue.values.length > 1 ? '以下之一：' : ' '}${issue.values.map(String).join('、')}`;
    case 'too_big':
      return tooBig(issue);
    case 'too_small':
      return tooSmall(issue);
    case 'invalid_format':
      return invalidFormat(issue);
    case 'not_multiple_of':
      return `应为 ${issue.divisor} 的倍数`;
    case 'unrecognized_keys':
      return '不是可用的字段，请去掉';
    case 'invalid_union':
      return Array.isArray(issue.options)
        ? `应为以下之一：${issue.options.map(String).join('、')}`
        : '不是允许的几种形式之一';
    case 'invalid_key':
      return '含有不允许的键';
    default:
      return '不符合要求';
  }
}

type Raw<C extends z.core.$ZodIssue['code']> = Extract<z.core.$ZodRawIssue, { code: C }>;

const LENGTHS: Readonly<Record<string, string>> = { string: '个字符', array: '项', set: '项', map: '项' };

function tooBig({ origin, maximum, inclusive, exact }: Raw<'too_big'>): string {
  const unit = LENGTHS[origin];
  if (exact) return `应正好有 ${maximum} ${unit ?? ''}`.trim();
  if (unit) return `不能超过 ${inclusive ? maximum : Number(maximum) - 1} ${unit}`;
  return inclusive ? `不能大于 ${maximum}` : `应小于 ${maximum}`;
}

function tooSmall({ origin, minimum, inclusive, exact }: Raw<'too_small'>): string {
  const unit = LENGTHS[origin];
  if (exact) return `应正好有 ${minimum} ${unit ?? ''}`.trim();
  if (unit) return Number(minimum) <= 1 ? '不能为空' : `不能少于 ${minimum} ${unit}`;
  return inclusive ? `不能小于 ${minimum}` : `应大于 ${minimum}`;
}

function invalidFormat(issue: Raw<'invalid_format'>): string {
  const { format } = issue;
  if (format === 'starts_with') return `应以“${String(issue.prefix)}”开头`;
  if (format === 'ends_with') return `应以“${String(issue.suffix)}”结尾`;
  if (format === 'includes') return `应含有“${String(issue.includes)}”`;
  if (format === 'regex') return `格式应符合 ${issue.pattern}`;
  return FORMATS[format] ? `应为${FORMATS[format]}` : '格式不正确';
}
