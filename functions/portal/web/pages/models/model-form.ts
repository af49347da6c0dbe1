/** The form of a nomination (O3), and what of it is told to the API. Pure. */
import type { paths } from '../../api/generated/schema.d.ts';
import { filledIn } from '../../components/patch.ts';
import type { texts } from '../../texts/index.ts';

export type Model = paths['/v1/models/{id}']['get']['responses'][200]['content']['application/json'];
type Nomination = NonNullable<paths['/v1/models']['post']['requestBody']>['content']['application/json'];

export interface ModelForm {
  kind: keyof (typeof texts.words)['modelKind'];
  division: string;
  deeds: string;
  evidence: string[];
  organisationId: string;
  organisationName: string;
  person: string;
  consent: boolean;
}

export const emptyModel = (division: string): ModelForm => ({
  kind: 'town',
  division,
  deeds: '',
  evidence: [],
  organisationId: '',
  organisationName: '',
  person: '',
  consent: false,
});

/** What is filled in: what is missing the API tells beside its field. */
export function nominationOf(form: ModelForm): Nomination {
  const { kind, division, evidence, organisationId, organisationName, person, consent } = form;
  return filledIn({
    kind,
    division,
    deeds: form.deeds.trim(),
    evidence,
    ...(kind === 'organisation' && { organisationId, name: organisationName }),
    ...(kind === 'person' && { name: person.trim(), consent }),
  }) as Nomination;
}
