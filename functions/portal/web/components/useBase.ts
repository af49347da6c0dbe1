import { nextTick } from 'vue';
import { problemOf } from '../api/problem.ts';

/**
 * The version that a form was filled from. What is read anew in the background has a newer one where somebody else made a
 * change, and a form that named it would undo that change unseen.
 * @param version nothing as long as what the form is of is not there
 */
export function useBase<V extends string | undefined>(version: () => V) {
  let base = version();
  const renew = async () => {
    await nextTick();
    base = version();
  };
  return {
    base: () => base,
    /** After the first half of a step of the form's own: the version that it made. */
    made: (newer: V) => {
      base = newer;
    },
    /** After a step of the form's own was taken. */
    renew,
    /** After a refusal: whoever was told of the other change decides with the next step. */
    told: async (refusal: unknown) => {
      if (problemOf(refusal)?.status === 412) await renew();
    },
  };
}

export type Base = ReturnType<typeof useBase<string>>;
