import { importsIn } from '../../../shared/imports/store.ts';
import type { Store } from '../../../shared/store/index.ts';
import { activitiesIn } from './activities.ts';
import { attentionIn } from './attention.ts';
import { countsIn } from './counts.ts';
import { dirtyIn } from './dirty.ts';
import { figuresIn } from './figures.ts';
import { matchesIn } from './matches.ts';
import { organisationsIn } from './organisations.ts';
import { runsIn } from './runs.ts';

export type ActivityStore = ReturnType<typeof activityStore>;

/**
 * The service's table: reads by what they find. Writes are made by `put…` of the files beside this one and saved
 * together: `store.save({ writes: [...putOrganisation(organisation), markDirty(dirty)], audit, events })`.
 */
export function activityStore(store: Store) {
  const { save, recall, claim, trail } = store;
  return {
    save,
    recall,
    claim,
    trail,
    ...organisationsIn(store),
    ...activitiesIn(store),
    ...importsIn(store),
    ...countsIn(store),
    ...dirtyIn(store),
    ...matchesIn(store),
    ...figuresIn(store),
    ...runsIn(store),
    ...attentionIn(store),
  };
}
