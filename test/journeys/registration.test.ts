import { describe, expect, it } from '@jest/globals';
import type { Role } from '../../shared/auth/caller.ts';
import { ASSOCIATION, CHOIR } from '../integration/registration/service.ts';
import { attach, commit } from '../support/attach.ts';
import { eventually, http, stack, token } from '../support/stack.ts';

interface Shown {
  id: string;
  state: string;
  organisationId?: string;
  nameAnswer?: { outcome: string; suggestions?: string[]; findings: { rule: string }[] };
}

const as = async (role: Role, division: string, subject?: string) => {
  const bearer = await token(role, division, subject);
  return (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    http(method, path, { token: bearer, headers, ...(body !== undefined && { body }) });
};
type Call = Awaited<ReturnType<typeof as>>;

/** Waits until the naming service has answered. */
async function answered(call: Call, id: string): Promise<Shown> {
  const { json } = await eventually(
    () => call('GET', `/v1/applications/${id}`),
    ({ json: found }) => (found as Shown).state !== 'naming',
  );
  return json as Shown;
}

/** Brings what the registration of an association by commitment asks for. */
async function bring(call: Call, id: string) {
  await attach(call, id, ['application-form', 'charter', 'member-list', 'premises-proof']);
  await commit(call, id);
}

describe('从申请到备案: through the local cloud, from a draft to the ledger (C1.4, C2)', () => {
  it('a refused name comes back with a suggestion; corrected, the township files, and the name is the organisation’s', async () => {
    const resident = await as('applicant', '330302', 'journey-li');
    const officer = await as('township', '330302025', 'journey-wu');
    const { json } = await resident('POST', '/v1/applications', {
      ...CHOIR,
      name: '温州市鹿城区南汇街道第一晨光合唱队',
    });
    const { id } = json as Shown;
    await attach(resident, id, ['application-form', 'charter', 'member-list']);
    await resident('POST', `/v1/applications/${id}/submit`);
    const refused = await answered(resident, id);
    expect(refused).toMatchObject({ state: 'correcting', nameAnswer: { findings: [{ rule: 'N22' }] } });
    const [name] = refused.nameAnswer!.suggestions!;
    expect(name).toBe('温州市鹿城区南汇街道晨光合唱队');

    const { headers } = await resident('GET', `/v1/applications/${id}`);
    await resident('PATCH', `/v1/applications/${id}`, { name }, { 'if-match': headers.get('etag')! });
    await resident('POST', `/v1/applications/${id}/resubmit`);
    expect(await answered(resident, id)).toMatchObject({ state: 'pending', nameAnswer: { outcome: 'held' } });

    const inbox = await officer('GET', '/v1/reviews?limit=100');
    expect((inbox.json as { items: Shown[] }).items.map((one) => one.id)).toContain(id);
    await officer('POST', `/v1/reviews/${id}/take`);
    const approved = (await officer('POST', `/v1/reviews/${id}/approve`, {})).json as Shown;
    expect(approved.state).toBe('approved');
    const organisation = await officer('GET', `/v1/organisations/${approved.organisationId}`);
    expect(organisation.json).toMatchObject({
      name,
      track: 'filed',
      filingNumber: expect.stringMatching(/^330302\d{8}$/),
    });

    const registered = await eventually(
      () => officer('GET', `/v1/names?division=330302025&limit=100`),
      ({ json: page }) =>
        (page as { items: { organisationId: string }[] }).items.some(
          (one) => one.organisationId === approved.organisationId,
        ),
    );
    expect((registered.json as { items: object[] }).items).toContainEqual(
      expect.objectContaining({ organisationId: approved.organisationId, name, status: 'registered' }),
    );
  });

  it('a withdrawn application lets its name go: another gets it', async () => {
    const [li, wang] = [await as('applicant', '330302', 'j-li'), await as('applicant', '330302', 'j-wang')];
    const draft = { ...ASSOCIATION, name: '温州市鹿城区南汇街道皮影协会' };
    const first = ((await li('POST', '/v1/applications', draft)).json as Shown).id;
    await bring(li, first);
    await li('POST', `/v1/applications/${first}/submit`);
    expect((await answered(li, first)).state).toBe('pending');
    await li('POST', `/v1/applications/${first}/withdraw`);
    const second = ((await wang('POST', '/v1/applications', draft)).json as Shown).id;
    await eventually(
      () => http('POST', '/v1/names/check', { body: { name: draft.name, kind: draft.kind } }),
      ({ json }) => (json as { ok: boolean }).ok,
    );
    await bring(wang, second);
    await wang('POST', `/v1/applications/${second}/submit`);
    expect(await answered(wang, second)).toMatchObject({ state: 'pending', nameAnswer: { outcome: 'held' } });
  });

  it('the county downloads a paper, and the commitment as it was given (C1.2)', async () => {
    const li = await as('applicant', '330302', 'j-papers');
    const draft = { ...ASSOCIATION, name: '温州市鹿城区南汇街道剪纸协会' };
    const { id } = (await li('POST', '/v1/applications', draft)).json as Shown;
    await bring(li, id);
    await li('POST', `/v1/applications/${id}/submit`);
    expect((await answered(li, id)).state).toBe('pending');
    const county = await as('county', '330302', 'j-chen');
    const { json } = await county('GET', `/v1/applications/${id}`);
    const { attachments } = json as { attachments: { id: string; size: number }[] };
    const link = await county('GET', `/v1/applications/${id}/attachments/${attachments[0]!.id}`);
    const file = await (await fetch((link.json as { url: string }).url)).arrayBuffer();
    expect(file.byteLength).toBe(attachments[0]!.size);
    const bearer = { authorization: `Bearer ${await token('county', '330302', 'j-chen')}` };
    const document = await fetch(`${stack.baseUrl}/v1/applications/${id}/commitment.docx`, {
      headers: bearer,
    });
    expect(document.headers.get('content-type')).toContain('wordprocessingml.document');
    // A zip archive, byte for byte.
    expect(
      Buffer.from(await document.arrayBuffer())
        .subarray(0, 4)
        .toString('latin1'),
    ).toBe('PK\x03\x04');
  });
});
