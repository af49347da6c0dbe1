/** The years since the plan began: a platform is assessed and rated in each. */
import { dayOf } from '../../components/days.ts';

const FIRST = 2021;
const thisYear = () => Number(dayOf(new Date()).slice(0, 4));

/** The year that is over: the one to be assessed. */
export const lastYear = (): string => String(thisYear() - 1);

/** The latest first. */
export const yearsSoFar = (): string[] =>
  Array.from({ length: thisYear() - FIRST + 1 }, (_, ago) => String(thisYear() - ago));
