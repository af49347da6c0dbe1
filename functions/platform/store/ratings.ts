import { putVersion, type Store, type TransactWrite } from '../../../shared/store/index.ts';
import { POINTS, type Points, type Rated, type RatingLink } from '../model/rating.ts';
import { ofPlace } from './keys.ts';

type Counts = Partial<Record<string, number>>;

export function ratingsIn(store: Store) {
  return {
    /** @param hash of the token, which is kept nowhere */
    async ratingLink(hash: string): Promise<RatingLink | undefined> {
      return store.get<RatingLink>(linkKey(hash), { consistent: true });
    },

    /** What was rated in a year, summed up; zeros where nothing was. */
    async rated(place: string, year: string): Promise<Rated> {
      const found = await store.get<Counts>(ratedKey(place, year), { consistent: true });
      return {
        issued: found?.issued ?? 0,
        votes: found?.votes ?? 0,
        given: POINTS.map((points) => found?.[`given${points}`] ?? 0),
      };
    },
  };
}

/** @param expiresAt epoch seconds after which it is forgotten */
export const putRatingLink = (hash: string, link: RatingLink, expiresAt: number): TransactWrite =>
  putVersion({ ...linkKey(hash), ...link, expiresAt });

/** Uses a link up; it has to be there, and not used yet. */
export const useRatingLink = (hash: string): TransactWrite => ({
  Update: {
    Key: linkKey(hash),
    UpdateExpression: 'SET used = :used ADD #version :one',
    ConditionExpression: 'used = :unused',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':used': true, ':unused': false, ':one': 1 },
  },
});

/** Counts links that are given out; no more than so many in a year. */
export const countIssued = (place: string, year: string, links: number, most: number): TransactWrite => ({
  Update: {
    Key: ratedKey(place, year),
    UpdateExpression: 'ADD issued :links',
    ConditionExpression: 'attribute_not_exists(issued) OR issued <= :room',
    ExpressionAttributeValues: { ':links': links, ':room': most - links },
  },
});

/** Counts a vote: what was given by which link is kept nowhere. */
export const countVote = (place: string, year: string, points: Points): TransactWrite => ({
  Update: {
    Key: ratedKey(place, year),
    UpdateExpression: 'ADD votes :one, #given :one',
    ExpressionAttributeNames: { '#given': `given${points}` },
    ExpressionAttributeValues: { ':one': 1 },
  },
});

const linkKey = (hash: string) => ({ PK: `LINK#${hash}`, SK: 'LINK' });
const ratedKey = (place: string, year: string) => ofPlace(place, `RATED#${year}`);
