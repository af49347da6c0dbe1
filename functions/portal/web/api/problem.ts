/** Problem details of the API (RFC 9457), and the fields of a form that they concern. */
export interface Problem {
  type?: string;
  title: string;
  status: number;
  detail: string;
  correlationId?: string;
  errors?: readonly { pointer: string; detail: string }[];
}

export class ApiProblem extends Error {
  readonly problem: Problem;
  readonly headers: Headers | undefined;
  constructor(problem: Problem, headers?: Headers) {
    super(problem.detail);
    this.problem = problem;
    this.headers = headers;
  }
}

/**
 * The problem that an answer tells; the gateway's own refusals (too many requests, no service) tell none.
 * @param told the parsed body, whatever it is
 */
export function problemFrom(status: number, told: unknown): Problem {
  const { title, detail, errors } = (told ?? {}) as Partial<Problem>;
  // What was sent under this key before was taken, and its answer lost; meanwhile the form says something else.
  if (errors?.some(({ pointer }) => pointer === '#/headers/idempotency-key'))
    return {
      title: '刚才那一次可能已经办成',
      status,
      detail: '没有收到那一次的答复，填的内容后来又改了。请先到列表里查看；确实没有的，再按一次',
    };
  if (status === 412)
    return {
      title: '别处刚改过',
      status,
      detail: '这一项刚在别处（也可能是您的另一个窗口）改过。请核对后再办一次，以这里填的为准',
    };
  return typeof title === 'string' && typeof detail === 'string'
    ? { ...(told as Problem), status }
    : { title: '服务出错', status, detail: `服务器答复 ${status}，请稍后再试` };
}

/** The problem that an error of the API has; undefined for any other. */
export const problemOf = (error: unknown): Problem | undefined =>
  error instanceof ApiProblem ? error.problem : undefined;

/**
 * What is wrong with each field, by its path in the body, e.g. `applicant.name`; several sentences on one are joined.
 */
export function fieldErrors(problem: Problem | undefined): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { pointer, detail } of problem?.errors ?? []) {
    const field = fieldOf(pointer);
    // Beside its field a sentence needs no name of it.
    const said = detail.startsWith(`“${field}”`) ? detail.slice(field.length + 2) : detail;
    found[field] = found[field] === undefined ? said : `${found[field]}；${said}`;
  }
  return found;
}

/** A member that has a `%` in its name is as it stands. */
function decoded(pointer: string): string {
  try {
    return decodeURIComponent(pointer);
  } catch {
    return pointer;
  }
}

const fieldOf = (pointer: string) =>
  decoded(pointer)
    .replace(/^#\/((body|query|path|headers)(\/|$))?/, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');

/** What is wrong at a field or anything below it; undefined when nothing is. */
export const errorAt = (errors: Readonly<Record<string, string>>, field: string): string | undefined =>
  Object.entries(errors)
    .filter(([path]) => path === field || path.startsWith(`${field}.`))
    .map(([, detail]) => detail)
    .join('；') || undefined;
