/** The form of an entry to a contest (M1.5), and what of it is told to the API. Pure. */
import type { paths } from '../../api/generated/schema.d.ts';
import { fenOf } from '../../components/money.ts';
import { filledIn } from '../../components/patch.ts';

type EntryBody = NonNullable<
  paths['/v1/contests/{id}/entries']['post']['requestBody']
>['content']['application/json'];

export interface EntryForm {
  title: string;
  plan: string;
  need: string;
  project: string;
  organisation: string;
  /** As it is typed. */
  yuan: string;
  backedBy: string;
}

export const emptyEntry = (): EntryForm => ({
  title: '',
  plan: '',
  need: '',
  project: '',
  organisation: '',
  yuan: '',
  backedBy: '',
});

/** Where the needs of a contest are to be looked for by somebody of a division, who sees those of his own. */
export const placeOfNeeds = (contest: string, own: string): string =>
  own.startsWith(contest) ? own : contest;

/** What is filled in: what is missing the API tells beside its field. A project has a budget of its own. */
export function entryBodyOf({ title, plan, yuan, backedBy, ...chosen }: EntryForm): EntryBody {
  return filledIn({
    ...chosen,
    title: title.trim(),
    plan: plan.trim(),
    budgetFen: chosen.project === '' ? (yuan.trim() === '' ? '' : (fenOf(yuan) ?? -1)) : '',
    backedBy: backedBy.length > 6 ? backedBy : '',
  }) as EntryBody;
}
