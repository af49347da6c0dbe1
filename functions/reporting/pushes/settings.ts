/** What a deployment says of the province's interface, and what the use cases get of it. */
import * as z from 'zod';
import { json } from '../../../shared/settings.ts';
import { type ProvincePolicy, provincePolicyOn } from '../policy/province.ts';
import { type Send, sender } from './send.ts';
import { type Key, readKey } from './signature.ts';

/** A key, and from when until when it is in force: a new one is given in before the old one ends. */
const KeyGiven = z
  .strictObject({
    key: z.string(),
    from: z.iso.datetime({ offset: true }).optional(),
    until: z.iso.datetime({ offset: true }).optional(),
  })
  .transform(({ key, ...life }, context) => {
    try {
      return readKey(key, life);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  });

const Pem = z.string().startsWith('-----BEGIN ');

export const ReceiverSettings = z.object({
  /** Nothing is sent while it is empty: pushes wait. */
  RECEIVER_URL: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
  /** `signing`: keys that sign what we send; `receipts`: those that check what the receiver signs. */
  RECEIVER_KEYS: json(z.strictObject({ signing: z.array(KeyGiven), receipts: z.array(KeyGiven) })).prefault(
    '{"signing":[],"receipts":[]}',
  ),
  RECEIVER_TLS: json(
    z.strictObject({ cert: Pem.optional(), key: Pem.optional(), ca: Pem.optional() }),
  ).prefault('{}'),
  RECEIVER_ALLOW_PRIVATE: z.stringbool().default(false),
  /** Where our API is, for documents that the receiver fetches. */
  PUBLIC_URL: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
});

/** The province's interface, as the use cases see it. */
export interface Province {
  /** Undefined where no receiver is set. */
  send: Send | undefined;
  /** What its addresses begin with behind the host: a signature is over the whole path, as the receiver sees it. */
  basePath: string;
  keys: { signing: readonly Key[]; receipts: readonly Key[] };
  publicUrl: string;
  policyOn: (day: string) => ProvincePolicy;
  /**
   * The time that signatures and attempts go by: not the service's clock, which a local stack may set to another year, for
   * the receiver has its own.
   */
  now: () => Date;
  random: () => number;
}

/** @throws Error for an address that may not be called */
export function provinceOf({
  RECEIVER_URL: url,
  RECEIVER_KEYS: keys,
  RECEIVER_TLS: tls,
  RECEIVER_ALLOW_PRIVATE: allowPrivate,
  PUBLIC_URL: publicUrl,
}: z.output<typeof ReceiverSettings>): Province {
  return {
    send: url === '' ? undefined : sender({ url, allowPrivate, tls }),
    basePath: url === '' ? '' : new URL(url).pathname.replace(/\/$/, ''),
    keys,
    publicUrl: publicUrl.replace(/\/$/, ''),
    policyOn: provincePolicyOn,
    now: () => new Date(),
    random: Math.random,
  };
}
