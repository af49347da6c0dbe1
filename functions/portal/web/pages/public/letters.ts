/** A checked name letter by letter: the part that each belongs to, and the worst finding on it. */

interface Checked<P extends string> {
  name: string;
  parts: readonly { part: P; start: number; end: number }[];
  findings: readonly { severity: 'error' | 'warning' | 'info'; start: number; end: number }[];
}

export interface Letter<P extends string> {
  text: string;
  part?: P;
  severity?: 'error' | 'warning' | 'info';
  /** Numbers of the findings that begin here, from 1, as the list below counts them. */
  marks: readonly number[];
}

const WORST_FIRST = ['error', 'warning', 'info'] as const;

/** Offsets of parts and findings count UTF-16 units; a letter may take two. */
export function lettersOf<P extends string>({ name, parts, findings }: Checked<P>): Letter<P>[] {
  let next = 0;
  return [...name].map((text) => {
    const at = next;
    next += text.length;
    const within = ({ start, end }: { start: number; end: number }) => start <= at && at < end;
    const part = parts.find(within)?.part;
    const here = findings.filter(within);
    const severity = WORST_FIRST.find((one) => here.some((finding) => finding.severity === one));
    const marks = findings.flatMap(({ start, end }, nth) => (start === at && end > start ? [nth + 1] : []));
    return { text, marks, ...(part && { part }), ...(severity && { severity }) };
  });
}
