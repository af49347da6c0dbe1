import { describe, expect, it } from '@jest/globals';
import type { Role } from '../../shared/auth/caller.ts';
import { CHOIR } from '../integration/registration/service.ts';
import { eventually, http, token } from '../support/stack.ts';

const VILLAGE = '330302025010';
const NAME = '温州市鹿城区南汇街道春秋社区琵琶队';
const NEW_NAME = '温州市鹿城区南汇街道春秋社区二胡队';

const as = async (role: Role, division: string, subject: string) => {
  const bearer = await token(role, division, subject);
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await http(method, path, { token: bearer, headers, ...(body !== undefined && { body }) });
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.text}`);
    return answer;
  };
};
type Call = Awaited<ReturnType<typeof as>>;

/** Submits an application and has the village approve it once its name is held. */
async function approved(resident: Call, village: Call, id: string): Promise<string> {
  await resident('POST', `/v1/applications/${id}/submit`);
  await eventually(
    () => resident('GET', `/v1/applications/${id}`),
    ({ json }) => (json as { state: string }).state === 'pending',
  );
  await village('POST', `/v1/reviews/${id}/take`);
  const { json } = await village('POST', `/v1/reviews/${id}/approve`, {});
  return (json as { organisationId: string }).organisationId;
}

describe('组织的一生: through the local cloud, from the village’s record to its end (C1.5, C2, O1)', () => {
  it('takes another name, which the register of names follows; is public as long as it agrees and is there', async () => {
    const resident = await as('applicant', '330302', 'journey-pipa');
    const village = await as('community', VILLAGE, 'journey-village');
    const draft = { ...CHOIR, track: 'managed', division: VILLAGE, name: NAME };
    const founding = await resident('POST', '/v1/applications', draft);
    const id = await approved(resident, village, (founding.json as { id: string }).id);
    const organisation = `/v1/organisations/${id}`;

    const begun = await resident('POST', `${organisation}/applications`, {
      matter: 'change',
      reason: '改奏二胡',
    });
    const change = (begun.json as { id: string }).id;
    await resident(
      'PATCH',
      `/v1/applications/${change}`,
      { name: NEW_NAME },
      {
        'if-match': begun.headers.get('etag')!,
      },
    );
    expect(await approved(resident, village, change)).toBe(id);
    const county = await as('county', '330302', 'journey-county');
    const { json } = await eventually(
      () => county('GET', '/v1/names?division=330302025010&limit=100'),
      ({ json }) => (json as { items: { name: string }[] }).items.some(({ name }) => name === NEW_NAME),
    );
    expect((json as { items: object[] }).items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ organisationId: id, name: NEW_NAME, status: 'registered' }),
        expect.objectContaining({ organisationId: id, name: NAME, status: 'renamed' }),
      ]),
    );

    const shown = async () => {
      const page = await http('GET', `/v1/directory?division=${VILLAGE}`);
      return (page.json as { items: { id: string; name: string }[] }).items.filter((one) => one.id === id);
    };
    expect(await shown()).toEqual([]);
    const { headers } = await resident('GET', organisation);
    await resident('PATCH', organisation, { public: true }, { 'if-match': headers.get('etag')! });
    expect(await shown()).toMatchObject([{ name: NEW_NAME }]);
    await village('POST', `${organisation}/report-in`, { community: VILLAGE });
    await village('POST', `${organisation}/dissolve`, { reason: '成员都搬走了', clause: 'C1.5' });
    expect(await shown()).toEqual([]);
  });
});
