/** What a push is about, in words: a report is named by its division and its period. */

/** Of `330302/2026-09` the name and the period; anything else stays as it is. */
export function subjectText(subject: string, nameOf: (code: string) => string): string {
  const [, code, period] = /^(\d{4,12})\/(.+)$/.exec(subject) ?? [];
  return code === undefined ? subject : `${nameOf(code)} ${period}`;
}

/** The division that a push is about, where it names one. */
export const subjectDivision = (subject: string): string | undefined => /^(\d{4,12})\//.exec(subject)?.[1];
