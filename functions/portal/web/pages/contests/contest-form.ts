/** The form of a contest (M1.5), and what of it is told to the API. Pure. */
import type { Role } from '../../../../../shared/auth/caller.ts';
import type { paths } from '../../api/generated/schema.d.ts';
import { fenOf, yuanOf } from '../../components/money.ts';
import { filledIn, listed } from '../../components/patch.ts';

export type Contest = paths['/v1/contests/{id}']['get']['responses'][200]['content']['application/json'];
export type ContestBody = NonNullable<
  paths['/v1/contests']['post']['requestBody']
>['content']['application/json'];

export interface CriterionForm {
  name: string;
  points: number | '';
}
export interface PrizeForm {
  name: string;
  places: number | '';
  /** The money it comes from; empty for a prize without. */
  resource: string;
  /** As it is typed. */
  yuan: string;
}
export interface JudgeForm {
  name: string;
  role: Role;
  subject: string;
  division: string;
  /** Ids with commas between. */
  affiliations: string;
}
export interface ContestForm {
  title: string;
  description: string;
  division: string;
  entriesFrom: string;
  entriesUntil: string;
  judgingUntil: string;
  criteria: CriterionForm[];
  prizes: PrizeForm[];
  judges: JudgeForm[];
}

const LEAST_JUDGES = 3;
const CITY = '3303';
export const emptyCriterion = (): CriterionForm => ({ name: '', points: '' });
export const emptyPrize = (): PrizeForm => ({ name: '', places: 1, resource: '', yuan: '' });
export const emptyJudge = (): JudgeForm => ({
  name: '',
  role: 'agency',
  subject: '',
  division: '',
  affiliations: '',
});

/** Whether a judge acts for one of many authorities, of which it has to be said where it is. */
export const actsForPlace = ({ role }: Pick<JudgeForm, 'role'>): boolean =>
  ['community', 'township', 'county'].includes(role);

/** The form of a contest as it is kept; of a new one in a division. */
export const contestFormOf = (contest: Partial<Contest>): ContestForm => ({
  title: contest.title ?? '',
  description: contest.description ?? '',
  division: contest.division ?? '',
  entriesFrom: contest.entriesFrom ?? '',
  entriesUntil: contest.entriesUntil ?? '',
  judgingUntil: contest.judgingUntil ?? '',
  criteria: (contest.criteria ?? []).map((one) => ({ ...one })),
  prizes: contest.prizes?.map(({ name, places, funding }) => ({
    name,
    places,
    resource: funding?.resource ?? '',
    yuan: yuanOf(funding?.fen),
  })) ?? [emptyPrize()],
  judges:
    contest.panel?.map(({ name, role, subject = '', division = '', affiliations = [] }) => ({
      name,
      role: role as Role,
      subject,
      division,
      affiliations: affiliations.join('、'),
    })) ?? Array.from({ length: LEAST_JUDGES }, emptyJudge),
});

const prizeOf = ({ name, places, resource, yuan }: PrizeForm) => ({
  name: name.trim(),
  places,
  ...(resource !== '' && { funding: { resource, fen: fenOf(yuan) ?? 0 } }),
});

function judgeOf({ name, role, subject, division, affiliations }: JudgeForm) {
  const ids = listed(affiliations);
  return {
    name: name.trim(),
    role,
    subject: subject.trim(),
    ...(role === 'city' ? { division: CITY } : actsForPlace({ role }) && division !== '' && { division }),
    ...(ids.length > 0 && { affiliations: ids }),
  };
}

/** What is filled in: what is missing the API tells beside its field. */
export function contestBodyOf(form: ContestForm): ContestBody {
  const { division, entriesFrom, entriesUntil, judgingUntil } = form;
  return filledIn({
    title: form.title.trim(),
    description: form.description.trim(),
    division,
    entriesFrom,
    entriesUntil,
    judgingUntil,
    criteria: form.criteria.map(({ name, points }) => ({ name: name.trim(), points })),
    prizes: form.prizes.map(prizeOf),
    judges: form.judges.map(judgeOf),
  }) as ContestBody;
}
