import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { ledger, workbookOf } from '../../infra/ledger-workbook.ts';
import { upload } from '../../infra/upload.ts';
import type { UploadForm } from '../../shared/files/index.ts';
import { eventually, http, token } from '../support/stack.ts';

interface Import {
  id: string;
  state: string;
  upload?: UploadForm;
  rows: { total?: number; landed: number; unchanged: number; bad: number };
  problems: { row: number; column: string }[];
}
const PUQI = '330382124';

describe('导入台账: through the local cloud, from an Excel file to the ledger and the register of names', () => {
  it('a township uploads its ledger: good rows land, bad ones come back, the names are known', async () => {
    const bearer = await token('township', PUQI, 'journey-lin');
    const call = (method: string, path: string, body?: unknown) =>
      http(method, path, { token: bearer, ...(body !== undefined && { body }) });
    const made = ledger({ rows: 60, division: PUQI, mistakes: 0.1, seed: 3 });
    const file = await workbookOf(made);
    const { json: begun } = await call('POST', '/v1/organisations/imports', {
      division: PUQI,
      fileName: '蒲岐镇台账.xlsx',
      size: file.length,
      sha256: createHash('sha256').update(file).digest('hex'),
    });
    const { id, upload: form } = begun as Import;
    expect(await upload(form!, file)).toBe(204);
    await call('POST', `/v1/imports/${id}/start`);
    const { json } = await eventually(
      () => call('GET', `/v1/imports/${id}`),
      ({ json: found }) => ['done', 'failed'].includes((found as Import).state),
      45_000,
    );
    const bad = made.mistakes.length;
    expect(bad).toBeGreaterThan(0);
    expect(json).toMatchObject({
      state: 'done',
      rows: { total: 60, landed: 60 - bad, unchanged: 0, bad },
    });
    expect((json as Import).problems[0]).toMatchObject(made.mistakes[0]!);
    const fetched = await call('GET', `/v1/imports/${id}/problems.xlsx`);
    expect((await fetch((fetched.json as { url: string }).url)).status).toBe(200);
    const { json: listed } = await call('GET', `/v1/organisations?division=${PUQI}&limit=100`);
    const organisations = (listed as { items: { id: string; name: string }[] }).items;
    expect(organisations).toHaveLength(60 - bad);
    const { json: names } = await eventually(
      () => call('GET', `/v1/names?division=${PUQI}&limit=100`),
      ({ json: page }) => (page as { items: object[] }).items.length === 60 - bad,
    );
    const known = (names as { items: { name: string }[] }).items.map(({ name }) => name);
    expect(known.sort()).toEqual(organisations.map(({ name }) => name).sort());
  });
});
