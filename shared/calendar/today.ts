/** The day (YYYY-MM-DD) that an instant falls on in Asia/Shanghai, where everybody concerned is. */
export function today(now: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(now);
}
