import { describe, expect, it } from '@jest/globals';
import {
  type Actor,
  EVENTS,
  type Event,
  isOver,
  type Situation,
  STATES,
  type State,
  step,
  TRANSITIONS,
} from '../../../functions/registration/model/workflow.ts';
import { TRACKS } from '../../../shared/events/shapes.ts';

const ACTORS: readonly Actor[] = ['applicant', 'authority', 'naming', 'clock'];

/** A situation in which nothing speaks against the event: the officer `wang` took it, `chen` accepted it. */
const situation = (state: State, track: Situation['track'], more: Partial<Situation> = {}): Situation => ({
  state,
  track,
  complete: true,
  nameAsked: true,
  takenBy: 'wang',
  acceptedBy: state === 'accepted' ? 'chen' : undefined,
  rounds: 0,
  mostRounds: 3,
  ...more,
});

/** Where each event leads, by state, actor and track; everything else must be refused. */
const ALLOWED: readonly [State, Event, Actor, State, string][] = [
  ['draft', 'edit', 'applicant', 'draft', 'registered filed managed'],
  ['draft', 'submit', 'applicant', 'naming', 'registered filed managed'],
  ['draft', 'withdraw', 'applicant', 'withdrawn', 'registered filed managed'],
  ['naming', 'withdraw', 'applicant', 'withdrawn', 'registered filed managed'],
  ['naming', 'name-held', 'naming', 'pending', 'registered filed managed'],
  ['naming', 'name-refused', 'naming', 'correcting', 'registered filed managed'],
  ['naming', 'name-overdue', 'clock', 'naming', 'registered filed managed'],
  ['correcting', 'edit', 'applicant', 'correcting', 'registered filed managed'],
  ['correcting', 'resubmit', 'applicant', 'naming', 'registered filed managed'],
  ['correcting', 'withdraw', 'applicant', 'withdrawn', 'registered filed managed'],
  ['pending', 'withdraw', 'applicant', 'withdrawn', 'registered filed managed'],
  ['pending', 'take', 'authority', 'pending', 'registered filed managed'],
  ['pending', 'ask-correction', 'authority', 'correcting', 'registered filed managed'],
  ['pending', 'accept', 'authority', 'accepted', 'registered'],
  ['pending', 'approve', 'authority', 'approved', 'filed managed'],
  ['pending', 'refuse', 'authority', 'refused', 'registered filed managed'],
  ['accepted', 'withdraw', 'applicant', 'withdrawn', 'registered filed managed'],
  ['accepted', 'take', 'authority', 'accepted', 'registered'],
  ['accepted', 'ask-correction', 'authority', 'correcting', 'registered filed managed'],
  ['accepted', 'approve', 'authority', 'approved', 'registered'],
  ['accepted', 'refuse', 'authority', 'refused', 'registered filed managed'],
];

describe('办理流程: every state with every event by every actor on every track (C1.2, C1.4, C1.5)', () => {
  it.each(TRACKS.flatMap((track) => STATES.map((state) => [track, state] as const)))(
    '%s in %s: what may happen happens, everything else is refused in words',
    (track, state) => {
      for (const event of EVENTS) {
        for (const actor of ACTORS) {
          const allowed = ALLOWED.find(
            ([from, what, who, , tracks]) =>
              from === state && what === event && who === actor && tracks.split(' ').includes(track),
          );
          const got = step(situation(state, track), event, actor, 'wang');
          if (allowed)
            expect([event, actor, got]).toEqual([event, actor, { outcome: 'moves', to: allowed[3] }]);
          else expect([event, actor, got.outcome]).toEqual([event, actor, 'refused']);
          if (got.outcome === 'refused') expect(got.reason).toMatch(/\p{Script=Han}/u);
        }
      }
    },
  );

  it('nothing happens to an application that is decided or withdrawn', () => {
    expect(STATES.filter(isOver)).toEqual(['approved', 'refused', 'withdrawn']);
  });

  it('every state but the draft is reached, every transition starts from a state that is', () => {
    const reached = new Set<State>(['draft', ...TRANSITIONS.map(({ to }) => to)]);
    expect(STATES.filter((state) => !reached.has(state))).toEqual([]);
  });
});

describe('办理条件: guards of the workflow', () => {
  const registered = (more: Partial<Situation>) => situation('accepted', 'registered', more);

  it('four eyes: who accepted a registration does not approve it (C1.2)', () => {
    expect(step(registered({ acceptedBy: 'wang' }), 'approve', 'authority', 'wang')).toEqual({
      outcome: 'refused',
      reason: '受理人不能批准自己受理的登记申请，须由另一人批准',
    });
    expect(step(registered({ acceptedBy: 'chen' }), 'approve', 'authority', 'wang')).toEqual({
      outcome: 'moves',
      to: 'approved',
    });
  });

  it('only who took it decides; another may take an accepted one over, not a pending one', () => {
    expect(step(situation('pending', 'filed'), 'approve', 'authority', 'chen').outcome).toBe('refused');
    expect(step(situation('pending', 'filed'), 'take', 'authority', 'chen').outcome).toBe('refused');
    expect(step(situation('accepted', 'registered'), 'take', 'authority', 'chen').outcome).toBe('moves');
  });

  it('after the last round of correction a decision is due', () => {
    const asked = step(situation('pending', 'filed', { rounds: 3 }), 'ask-correction', 'authority', 'wang');
    expect(asked).toEqual({ outcome: 'refused', reason: '补正次数已用完，应作出决定' });
  });

  it('an incomplete draft is not submitted', () => {
    expect(step(situation('draft', 'filed', { complete: false }), 'submit', 'applicant', 'li')).toEqual({
      outcome: 'refused',
      reason: '材料还不齐全',
    });
  });

  it('a name answered after a correction asked for by the reviewer leads back to the review', () => {
    expect(
      step(situation('naming', 'registered', { acceptedBy: 'chen' }), 'name-held', 'naming', 'x'),
    ).toEqual({
      outcome: 'moves',
      to: 'accepted',
    });
  });
});
