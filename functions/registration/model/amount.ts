/** Amounts of money as documents write them: in figures, and in capital numerals (大写) that nobody can alter. */

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['仟', '佰', '拾', ''];
const GROUPS = ['亿', '万', ''];
const GROUP = 10_000;

/**
 * An amount in capital numerals: 人民币壹万元整, 人民币壹仟零贰元叁角整, 人民币壹佰元零伍分. Zeros between digits are read
 * once, zeros at the end of a group of four not at all.
 * @param fen a whole number from 0, below 10^14 (a million million yuan)
 */
export function capitalNumerals(fen: number): string {
  const yuan = Math.floor(fen / 100);
  const jiao = Math.floor(fen / 10) % 10;
  const rest = fen % 10;
  const whole = yuan > 0 ? `${integer(yuan)}元` : '';
  const tenths = jiao > 0 ? `${DIGITS[jiao]}角` : yuan > 0 && rest > 0 ? '零' : '';
  const parts = `${whole}${tenths}${rest > 0 ? `${DIGITS[rest]}分` : ''}`;
  return `人民币${parts || '零元'}${rest > 0 ? '' : '整'}`;
}

function integer(yuan: number): string {
  const groups = [yuan / GROUP ** 2, yuan / GROUP, yuan].map((value) => Math.floor(value) % GROUP);
  let text = '';
  let skipped = false;
  for (const [at, value] of groups.entries()) {
    if (value === 0) {
      skipped = text !== '';
      continue;
    }
    if (skipped || (text !== '' && value < GROUP / 10)) text += '零';
    text += fourDigits(value) + GROUPS[at];
    skipped = false;
  }
  return text;
}

function fourDigits(value: number): string {
  const read = [...String(value).padStart(4, '0')].map((digit, at) =>
    digit === '0' ? '零' : DIGITS[Number(digit)]! + PLACES[at],
  );
  return read
    .join('')
    .replace(/零+/g, '零')
    .replace(/^零|零$/g, '');
}

/** An amount in figures: ¥10,000.00. */
export function figures(fen: number): string {
  const yuan = String(Math.floor(fen / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `¥${yuan}.${String(fen % 100).padStart(2, '0')}`;
}
