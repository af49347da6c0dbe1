/** Text that many read: served people are not named in it (A1). */
import { line, text } from './fields.ts';

/** Identity card and mobile numbers, their digits together or in groups. */
const PERSONAL = /(?<!\d)(\d{6}[-\s]?\d{8}[-\s]?\d{3}[\dXx]|1[3-9]\d(?:[-\s]?\d{4}){2})(?!\d)/;

const names = (typed: string) => PERSONAL.test(typed.normalize('NFKC'));
const named = { error: '含有身份证号码或手机号码。内容各方可见，请勿写入个人信息（A1）' };

/** Text in which no number names somebody. */
export const openText = (max: number) => text(max).refine((typed) => !names(typed), named);
/** As `openText`, of one line: what entries and things are called. */
export const openLine = (max: number) => line(max).refine((typed) => !names(typed), named);
