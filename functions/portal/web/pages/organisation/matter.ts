/** Tracks, the lowest first: an upgrade leads to one further up (C1.4). */
const TRACKS = ['managed', 'filed', 'registered'] as const;
type Track = (typeof TRACKS)[number];

/** The tracks to which an organisation of a track may be upgraded. Pure. */
export const tracksAbove = (track: Track): Track[] => TRACKS.slice(TRACKS.indexOf(track) + 1);
