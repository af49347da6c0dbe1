/** The form of a fair (M1.5), and what of it is told to the API. Pure. */
import type { paths } from '../../api/generated/schema.d.ts';
import { filledIn } from '../../components/patch.ts';

export type Fair = paths['/v1/fairs/{id}']['get']['responses'][200]['content']['application/json'];
export type FairBody = NonNullable<paths['/v1/fairs']['post']['requestBody']>['content']['application/json'];

export interface FairForm {
  title: string;
  description: string;
  division: string;
  place: string;
  day: string;
}

/** The form of a fair as it is kept; of a new one in a division. */
export const fairFormOf = (fair: Partial<Fair>): FairForm => ({
  title: fair.title ?? '',
  description: fair.description ?? '',
  division: fair.division ?? '',
  place: fair.place ?? '',
  day: fair.day ?? '',
});

/** What is filled in: what is missing the API tells beside its field. */
export const fairBodyOf = ({ title, description, division, place, day }: FairForm): FairBody =>
  filledIn({
    title: title.trim(),
    description: description.trim(),
    division,
    place: place.trim(),
    day,
  }) as FairBody;
