/** The years in which platforms are assessed. */
import { dayOf } from '../../components/days.ts';

const thisYear = () => Number(dayOf(new Date()).slice(0, 4));

/** The year that is over: the one to be assessed. */
export const lastYear = (): string => String(thisYear() - 1);
