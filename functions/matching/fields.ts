/** What the schemas of the service have in common. */
import { text } from '../../shared/fields.ts';

/** The terms of a list with what they mean, for a description. */
export const meanings = (names: Readonly<Record<string, string>>) =>
  Object.entries(names)
    .map(([id, name]) => `${id} ${name}`)
    .join('，');

/** Identity card and mobile numbers, their digits together or in groups. */
const PERSONAL = /(?<!\d)(\d{6}[-\s]?\d{8}[-\s]?\d{3}[\dXx]|1[3-9]\d(?:[-\s]?\d{4}){2})(?!\d)/;

/** Text that many read: served people are not named in it (A1). */
export const openText = (max: number) =>
  text(max).refine((typed) => !PERSONAL.test(typed.normalize('NFKC')), {
    error: '含有身份证号码或手机号码。内容各方可见，请勿写入个人信息（A1）',
  });
