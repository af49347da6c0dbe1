import { putVersion, type Store, type TransactWrite } from '../../../shared/store/index.ts';
import type { Platform } from '../model/platform.ts';
import { ofPlace, partition } from './keys.ts';

const VERSION = 'VERSION#';

export function platformsIn(store: Store) {
  return {
    async platform(place: string): Promise<Platform | undefined> {
      return store.get<Platform>(platformKey(place), { consistent: true });
    },

    /** Platforms by their places, in no order; those that are not there are left out. */
    async platforms(places: readonly string[]): Promise<Platform[]> {
      return store.getAll<Platform>(places.map(platformKey), { consistent: true });
    },

    /** A platform as it was registered at the end of a day. */
    async platformOn(place: string, day: string): Promise<Platform | undefined> {
      const { items } = await store.query<Platform>({
        PK: partition(place),
        upTo: `${VERSION}${day}#~`,
        descending: true,
        consistent: true,
        limit: 1,
        scope: 'platform on a day',
      });
      // Before its first version, other items of the platform come up.
      const [found] = items;
      return found?.facts && found.from <= day ? found : undefined;
    },
  };
}

/** Saves a platform's next version, and keeps it as that of its day. */
export function putPlatform(platform: Platform): TransactWrite[] {
  const { township, from, version } = platform;
  return [
    putVersion({ ...platformKey(township), ...platform }),
    {
      Put: {
        Item: { ...ofPlace(township, `${VERSION}${from}#${String(version).padStart(6, '0')}`), ...platform },
      },
    },
  ];
}

/** Goes with what happens to a platform: it is still as it was read. */
export function checkPlatform({ township, version }: Pick<Platform, 'township' | 'version'>): TransactWrite {
  return {
    ConditionCheck: {
      Key: platformKey(township),
      ConditionExpression: '#version = :version',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':version': version },
    },
  };
}

const platformKey = (place: string) => ofPlace(place, 'PLATFORM');
