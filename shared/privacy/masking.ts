/** Personal data as it may be shown: enough to tell whose it is for who knows it, too little for who does not. */

const HIDDEN = '****';

/**
 * An identity card number (GB 11643): province and city, and the last two characters, e.g. 3303************1X.
 * What has not the form of one is hidden whole.
 */
export function maskIdCard(number: string): string {
  const text = number.trim();
  return /^\d{17}[\dXx]$/.test(text) ? `${text.slice(0, 4)}${'*'.repeat(12)}${text.slice(-2)}` : hide(text);
}

/**
 * A telephone number: of a mobile one (with or without 86) the first three and the last four digits, of a fixed one
 * the area code and the last two. Anything else is hidden whole.
 */
export function maskPhone(number: string): string {
  const text = number.replace(/[\s\-()（）]/g, '').replace(/^(\+|00)?86(?=1\d{10}$|0)/, '');
  if (/^1\d{10}$/.test(text)) return `${text.slice(0, 3)}****${text.slice(-4)}`;
  const fixed = /^(010|02\d|0[3-9]\d{2})\d{5,6}(\d{2})$/.exec(text);
  return fixed ? `${fixed[1]}-******${fixed[2]}` : hide(text);
}

/**
 * A person's name: the surname stays, compound ones whole (欧阳*); of a transcribed name (with a dot, or in Latin
 * letters) the first letter.
 */
export function maskName(name: string): string {
  const characters = [...name.trim().normalize('NFC')];
  const [first = '', second = ''] = characters;
  if (characters.length < 2) return hide(first);
  const compound = characters.length > 2 && COMPOUND_SURNAMES.has(first + second);
  return characters
    .map((character, index) => (index < (compound ? 2 : 1) || /[·•\s]/.test(character) ? character : '*'))
    .join('');
}

/**
 * An address down to its county, or to its town or street where it names one: 浙江省温州市鹿城区五马街道****. An
 * address that names neither is hidden whole.
 */
export function maskAddress(address: string): string {
  const text = address.trim();
  const shown =
    /^(?:.{1,8}?(?:省|自治区|特别行政区))?(?:.{1,10}?(?:市|自治州|地区|盟))?(?:[^\d]{1,10}?(?:县|(?<![小社园])区|市|旗))?(?:[^\d]{1,10}?(?:街道|镇|乡|苏木))?/u.exec(
      text,
    )?.[0];
  return shown ? shown + HIDDEN : hide(text);
}

/**
 * Free text in which somebody may have left a telephone or identity card number: each is hidden whole, the rest stays.
 * Names cannot be told from other words.
 */
export function maskNumbers(text: string): string {
  return text.replace(NUMBERS, HIDDEN);
}

/** Identity card, mobile, fixed line with its area code; digits may be grouped, letters and digits beside make another number of it. */
const NUMBERS =
  /(?<![\dA-Za-z])(?:[1-9]\d{16}[\dXx]|(?:(?:\+|00)?86[-\s]?)?1[3-9]\d(?:[-\s]?\d{4}){2}|(?:0\d{2,3}|[(（]0\d{2,3}[)）])[-\s]?\d{7,8})(?![\dA-Za-z])/g;

function hide(text: string): string {
  return text === '' ? '' : HIDDEN;
}

/** Surnames of two characters in use today (教育部、国家语委 and 《中国姓氏大辞典》, those still borne). */
const COMPOUND_SURNAMES = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 ' +
    '仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 ' +
    '段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 ' +
    '南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师 吴铭 纳兰 归海 东门 完颜 叶赫 耶律 爱新 那拉 富察 钮祜 佟佳 歐陽 司馬 諸葛 尉遲'
  ).split(' '),
);
