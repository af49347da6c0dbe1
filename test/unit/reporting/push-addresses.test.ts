import { describe, expect, it } from '@jest/globals';
import { isPublic, publicLookup } from '../../../functions/reporting/pushes/addresses.ts';
import { sender } from '../../../functions/reporting/pushes/send.ts';

const INSIDE = [
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.168.1.1',
  '198.18.0.1',
  '203.0.113.9',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:169.254.169.254',
  '::ffff:10.0.0.1',
  '64:ff9b::7f00:1',
  '2001:db8::1',
  '2002:7f00:1::',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  'ff02::1',
  '[::1]',
];
const OUTSIDE = ['1.1.1.1', '8.8.8.8', '172.32.0.1', '192.169.0.1', '2400:3200::1', '::ffff:8.8.8.8'];

describe('接收方地址: nothing inside of a network is called', () => {
  it.each(INSIDE)('not %s', (address) => expect(isPublic(address)).toBe(false));
  it.each(OUTSIDE)('but %s', (address) => expect(isPublic(address)).toBe(true));
  it.each(['', 'localhost', 'example.cn'])('%s is no address', (text) => expect(isPublic(text)).toBe(false));

  it.each([{ all: true }, { all: false }])('not by a name that leads there (%o)', async (options) => {
    const error = await new Promise<Error | null>((done) =>
      publicLookup('localhost', options as never, (failed) => done(failed)),
    );
    expect(error?.name).toBe('AddressRefused');
  });

  const call = (url: string) =>
    sender({ url, allowPrivate: false, tls: {} })({
      method: 'GET',
      path: '/',
      headers: {},
      timeoutMs: 2_000,
      mostBytes: 1024,
    });

  it.each([
    'https://127.0.0.1:9/',
    'https://2130706433:9/',
    'https://0x7f.1:9/',
    'https://0177.0.0.1:9/',
    'https://[::1]:9/',
    'https://[::ffff:127.0.0.1]:9/',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost:9/',
  ])('not however it is written: %s', async (url) => {
    expect(await call(url)).toMatchObject({ kind: 'nothing', why: 'address' });
  });

  it.each([
    'http://receiver.example.cn/',
    'ftp://receiver.example.cn/',
    'https://u:p@receiver.example.cn/',
    'https://receiver.example.cn/?a=b',
  ])('and an address has to be a plain one by https: %s', (url) =>
    expect(() => sender({ url, allowPrivate: false, tls: {} })).toThrow(),
  );
});
