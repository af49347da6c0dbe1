/** What speaks for an organisation at a need: points by reason, as policy weighs them. Pure. */

/** How near an organisation is: same village, same township, same county, neighbouring county. */
export const NEARNESS = ['village', 'township', 'county', 'neighbour'] as const;
export type Nearness = (typeof NEARNESS)[number];

/** One reason and its points; `why` says it to users in Chinese. */
export interface ScorePart {
  reason: 'kinds' | 'distance' | 'class' | 'satisfaction' | 'load' | 'urgency' | 'project';
  points: number;
  most: number;
  why: string;
}

export interface Score {
  /** Sum of the parts: an integer. */
  points: number;
  parts: readonly ScorePart[];
  policy: string;
}
