/** What of one's own may attend a fair: what is published and open, and organisations that take needs on. */
import type { Role } from '../../../../../shared/auth/caller.ts';
import { GET } from '../../api/client.ts';
import type { paths } from '../../api/generated/schema';

export type Attendee =
  paths['/v1/fairs/{id}/attendees']['get']['responses'][200]['content']['application/json']['items'][number];
export type Own = Pick<Attendee, 'type' | 'of' | 'title'>;
type Type = Attendee['type'];

const TYPES: Readonly<Record<Role, readonly Type[]>> = {
  applicant: ['organisation'],
  organisation: ['organisation'],
  agency: ['project'],
  provider: ['resource'],
  community: ['need', 'resource'],
  township: ['need', 'resource'],
  county: ['resource'],
  city: [],
};

const page = { params: { query: { limit: 100 } } };
const readers = {
  need: async () => (await GET('/v1/needs/mine', page)).data!.items,
  project: async () => (await GET('/v1/projects/mine', page)).data!.items,
  resource: async () => (await GET('/v1/resources/mine', page)).data!.items,
  organisation: async () => (await GET('/v1/capacities/mine', page)).data!.items,
} satisfies Record<Type, () => Promise<readonly object[]>>;

export async function ownOf(role: Role): Promise<Own[]> {
  const lists = await Promise.all(
    TYPES[role].map(async (type) =>
      (await readers[type]())
        .filter(({ state }) => state === 'open')
        .map((one) => ({ type, of: one.id, title: ('name' in one ? one.name : one.title) ?? '' })),
    ),
  );
  return lists.flat();
}
