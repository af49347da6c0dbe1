import {
  given,
  type ListOptions,
  putVersion,
  type Store,
  type TransactWrite,
} from '../../../shared/store/index.ts';
import type { Assessment, AssessmentState } from '../model/assessment.ts';
import { inCity, ofPlace } from './keys.ts';

export function assessmentsIn(store: Store) {
  return {
    async assessment(place: string, year: string): Promise<Assessment | undefined> {
      return store.get<Assessment>(assessmentKey(place, year), { consistent: true });
    },

    /** The assessments of a year in a subtree, by code. */
    async assessmentsIn(
      division: string,
      year: string,
      { state, ...list }: ListOptions & { state?: AssessmentState | undefined },
    ) {
      return store.query<Assessment>({
        index: 'GSI1',
        PK: inCity(`ASSESSED#${year}`),
        beginsWith: division,
        only: { '@state': state },
        ...given(list),
      });
    },
  };
}

export function putAssessment(assessment: Assessment): TransactWrite {
  const { township, year, state } = assessment;
  return putVersion({
    ...assessmentKey(township, year),
    GSI1PK: inCity(`ASSESSED#${year}`),
    GSI1SK: township,
    '@state': state,
    ...assessment,
  });
}

const assessmentKey = (place: string, year: string) => ofPlace(place, `ASSESSMENT#${year}`);
