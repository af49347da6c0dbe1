/** What a township says of itself in an assessment (C3): the form, and what of it is told to the API. Pure. */
import type { paths } from '../../api/generated/schema.d.ts';
import { filledIn } from '../../components/patch.ts';

export type Assessment =
  paths['/v1/platforms/{township}/assessments/{year}']['get']['responses'][200]['content']['application/json'];
export type Claims = NonNullable<Assessment['claims']>;

export interface ClaimForm {
  points: number | '';
  text: string;
  evidence: string[];
}

/** A part of the form for each indicator that is judged, whether something was said of it or not. */
export const claimFormOf = ({
  judged = [],
  claims = {},
}: Pick<Assessment, 'judged' | 'claims'>): Record<string, ClaimForm> =>
  Object.fromEntries(
    judged.map(({ id }) => {
      const { points = '', text = '', evidence = [] } = claims[id] ?? {};
      return [id, { points, text, evidence: [...evidence] }] as const;
    }),
  );

/** What is said; an indicator of which nothing is filled in is left out. */
export const claimsOf = (form: Readonly<Record<string, ClaimForm>>): Claims =>
  Object.fromEntries(
    Object.entries(form).flatMap(([id, { points, text, evidence }]) => {
      const given = filledIn({ points, text: text.trim(), evidence });
      return Object.keys(given).length > 0 ? [[id, given]] : [];
    }),
  ) as unknown as Claims;
