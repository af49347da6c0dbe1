/** The identity card number (居民身份证号码, GB 11643-1999): division, birth date, sequence, ISO 7064 MOD 11-2 check. */

const CHECKS = '10X98765432';

/** What is wrong with a number. */
export type IdCardFault = 'form' | 'birth-date' | 'future' | 'check';

/**
 * The first fault of an identity card number, or undefined when it is sound.
 * @param today YYYY-MM-DD; nobody is born later
 */
export function idCardFault(number: string, today: string): IdCardFault | undefined {
  if (!/^[1-9]\d{16}[\dXx]$/.test(number)) return 'form';
  const born = birthDateOf(number);
  const date = new Date(`${born}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== born || born < '1900-01-01')
    return 'birth-date';
  if (born > today) return 'future';
  // The weight of a position is 2 to the power of its distance from the end, modulo 11.
  const sum = [...number.slice(0, 17)].reduce(
    (total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11),
    0,
  );
  return CHECKS[sum % 11] === number[17]!.toUpperCase() ? undefined : 'check';
}

/** The birth date in a number of sound form, YYYY-MM-DD. */
export function birthDateOf(number: string): string {
  return `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
}
