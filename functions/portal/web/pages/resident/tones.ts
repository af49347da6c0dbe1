import type { Application } from './types.ts';

const TONES: Readonly<Record<Application['state'], '' | 'good' | 'warn' | 'bad'>> = {
  draft: '',
  naming: '',
  pending: '',
  accepted: '',
  correcting: 'warn',
  approved: 'good',
  refused: 'bad',
  withdrawn: '',
};

/** The colour in which a state is shown, beside its word. */
export const toneOf = (state: Application['state']) => TONES[state];
