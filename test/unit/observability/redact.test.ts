import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { observe } from '../../../shared/observability/index.ts';
import { redact } from '../../../shared/observability/redact.ts';

const logged = (value: unknown) => JSON.parse(JSON.stringify(value, redact)) as unknown;

describe('What the logs never show', () => {
  it.each([
    ['authorization', 'Bearer abc'],
    ['Authorization', 'Bearer abc'],
    ['id-card', '11010519491231002X'],
    ['idCard', 12],
    ['phone', '13812345678'],
    ['contact_name', '张三'],
    ['CURSOR_SECRET', 'x'],
    ['address', { street: '公园路1号' }],
  ])('a field named %s', (field, value) => {
    expect(logged({ deep: [{ [field]: value }] })).toEqual({ deep: [{ [field]: '[redacted]' }] });
  });

  it.each([
    ['refused Bearer eyJhbGciOi.J9.x-_y', 'refused [redacted]'],
    ['token eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0. given', 'token [redacted] given'],
    ['身份证11010519491231002X不符', '身份证[redacted]不符'],
    ['call 13812345678 or +8613912345678', 'call [redacted] or [redacted]'],
  ])('"%s" is logged as "%s"', (text, shown) => {
    expect(logged({ message: text })).toEqual({ message: shown });
  });

  it('what is needed to follow a request stays as it is', () => {
    const line = {
      correlationId: '0192e4a1-7c3d-7000-8138-123456789012',
      division: '330302001',
      name: '温州市鹿城区五马街道公园社区舞蹈队',
      at: '2026-11-23T13:57:41.123Z',
      sequence: '100000000013812345678000',
      status: 409,
      nothing: null,
    };
    expect(logged(line)).toEqual(line);
  });
});

describe('A line of the log', () => {
  let line = '';
  beforeEach(() => {
    process.env.POWERTOOLS_DEV = 'true';
    jest.spyOn(console, 'error').mockImplementation((text: string) => {
      line = text;
    });
  });
  afterEach(() => {
    delete process.env.POWERTOOLS_DEV;
    jest.restoreAllMocks();
  });

  it('is JSON with service, level and correlation id; errors keep their stack but no personal data', () => {
    const { logger } = observe('naming');
    logger.appendKeys({ correlationId: 'c-1' });
    logger.error('failed', new Error('no such phone 13812345678', { cause: new Error('13912345678') }));
    expect(JSON.parse(line)).toMatchObject({
      level: 'ERROR',
      service: 'naming',
      correlationId: 'c-1',
      message: 'failed',
      error: { name: 'Error', message: 'no such phone [redacted]', stack: expect.anything() },
    });
    expect(line).not.toMatch(/1[38]\d{9}/);
  });
});
