/** Days as the API counts them: in China, YYYY-MM-DD. */
const CHINA = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** The day on which an instant falls. */
export const dayOf = (instant: Date): string => CHINA.format(instant);
