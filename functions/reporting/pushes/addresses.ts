/** Which addresses may be called: none inside of a network, so that no setting reaches what is behind the firewall. */
import { lookup as resolveName } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const FORBIDDEN = new BlockList();
/** Special-purpose addresses of IPv4 (RFC 6890): this network, private, shared, loopback, link-local, tests, reserved. */
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  FORBIDDEN.addSubnet(net, prefix, 'ipv4');
/**
 * Of IPv6: unspecified, loopback, translated and tunnelled (they may lead to any IPv4 address), documentation, local,
 * multicast.
 */
for (const [net, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  FORBIDDEN.addSubnet(net, prefix, 'ipv6');

const MAPPED = /^::ffff:/i;

/** An address is not to be called. */
export class AddressRefused extends Error {
  override name = 'AddressRefused';

  constructor(host: string) {
    super(`${host} is an address inside of a network`);
  }
}

/** Whether an IP address is outside of every special network. */
export function isPublic(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (isIP(plain) === 4) return !FORBIDDEN.check(plain, 'ipv4');
  if (isIP(plain) !== 6) return false;
  // A mapped address is the IPv4 address that it says, in either way of writing.
  return MAPPED.test(new URL(`http://[${plain}]`).hostname.slice(1, -1))
    ? !FORBIDDEN.check(plain, 'ipv6') && isPublic(mappedOf(plain))
    : !FORBIDDEN.check(plain, 'ipv6');
}

/** The IPv4 address in a mapped one; URLs write it as two groups of hexadecimal digits. */
function mappedOf(address: string): string {
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split(':').slice(-2);
  const [high, low] = groups.map((group) => Number.parseInt(group, 16)) as [number, number];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** Resolves a name for a connection, and refuses it when any of its addresses is inside of a network. */
export const publicLookup: LookupFunction = (hostname, options, done) => {
  resolveName(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '', 0);
    const inside = addresses.find(({ address }) => !isPublic(address));
    if (inside) return done(new AddressRefused(inside.address), '', 0);
    const [first] = addresses;
    if (options.all) (done as unknown as (error: null, all: typeof addresses) => void)(null, addresses);
    else done(null, first!.address, first!.family);
  });
};
