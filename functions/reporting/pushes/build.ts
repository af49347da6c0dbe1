/** The very bytes that are sent: a CloudEvent, small enough, or with its content beside it. */
import { sha256 } from '../../../shared/sha256.ts';
import { canonicalJson } from '../../../shared/store/audit.ts';
import { mapped, provinceDivision, type Unmapped } from '../model/province.ts';
import type { ChainTold, PushDocument } from '../model/push.ts';
import type { ProvincePolicy } from '../policy/province.ts';
import { PAYLOADS, type Payload, type PayloadType } from './payload.ts';

export interface ToBuild<T extends PayloadType = PayloadType> {
  id: string;
  county: string;
  sequence: number;
  type: T;
  subject: string;
  data: Payload<T>;
  time: string;
  chains: readonly ChainTold[];
  publicUrl: string;
  policy: ProvincePolicy;
}

export interface Built {
  body: string;
  sha256: string;
  items: number;
  document?: PushDocument & { content: string };
  /** Our ids that the province has none for. */
  unmapped: Unmapped[];
}

/** Where the receiver fetches the content of a push that is too large for its event. */
export const documentPath = (id: string) => `/v1/province/documents/${id}`;

/**
 * What is sent for a push.
 * @throws ZodError for data that do not have the form of their type: nothing else leaves the house
 */
export function build(push: ToBuild): Built {
  const { id, county, sequence, type, subject, time, chains, policy, publicUrl } = push;
  const data = PAYLOADS[type].parse(push.data);
  const { data: theirs, unmapped } = mapped(data, policy.mapping);
  const itemCount = data.items.length;
  const event = {
    specversion: '1.0',
    id,
    source: '/peiyou/reporting',
    type,
    subject,
    time,
    datacontenttype: 'application/json',
    sequence: String(sequence).padStart(12, '0'),
    partitionkey: provinceDivision(county, policy.mapping),
    mapping: policy.version,
  };
  const whole = canonicalJson({ ...event, data: { ...theirs, itemCount, chains } });
  if (Buffer.byteLength(whole) <= policy.sending.mostBodyBytes)
    return { body: whole, sha256: sha256(whole), items: itemCount, unmapped };
  const content = canonicalJson(theirs);
  const hash = sha256(content);
  const bytes = Buffer.byteLength(content);
  const body = canonicalJson({
    ...event,
    dataref: publicUrl + documentPath(id),
    datahash: hash,
    datasize: bytes,
    data: { itemCount, chains },
  });
  const document = { key: `pushes/${hash}.json`, sha256: hash, bytes, content };
  return { body, sha256: sha256(body), items: itemCount, document, unmapped };
}
