/**
 * npm run demo:registration: starts a local cloud of its own and plays the registration service through HTTP and the
 * queues: three residents found an organisation, one on each track; then a township's ledger of 2,000 rows is imported.
 */
import { TEMPLATE } from '../../functions/registration/model/import/columns.ts';
import { divisionByCode } from '../../shared/divisions/index.ts';
import type { UploadForm } from '../../shared/files/index.ts';
import { sha256 } from '../../shared/sha256.ts';
import { LIMITS } from '../../shared/spreadsheet/rows.ts';
import { readXlsx } from '../../shared/spreadsheet/xlsx.ts';
import {
  type Call,
  type Demonstration,
  demonstrated,
  heading,
  type Json,
  say,
  until,
} from '../demonstration.ts';
import { creditCode, ledger, workbookOf } from '../ledger-workbook.ts';
import { upload as send } from '../upload.ts';
import { run } from './target.ts';

const LEDGER = { rows: 2_000, division: '330302', seed: 2_026, mistakes: 0.03 };

const PERSON = {
  name: '陈秀英',
  idCard: '11010519491231002X',
  phone: '13800138000',
  position: '负责人',
  backgrounds: ['party-member', 'retired-community-worker'],
};
const COMMON = {
  purpose: '丰富村民文化生活',
  scope: '书画、舞龙、花灯等活动',
  actions: ['culture'],
  founders: [PERSON],
  leaders: [PERSON],
};

/** Residents of real villages, each fit for another track. */
const RESIDENTS = [
  {
    who: 'chen',
    division: '330324108224',
    draft: {
      kind: 'team',
      name: '永嘉县岩头镇苍坡村耕读书画社',
      members: { individuals: 7, units: 0 },
    },
  },
  {
    who: 'zhu',
    division: '330326108200',
    draft: {
      kind: 'team',
      name: '平阳县顺溪镇顺溪村第一舞龙队',
      members: { individuals: 24, units: 0 },
      staff: 0,
      premises: { address: '顺溪村文化礼堂', squareMetres: 160, right: 'lent' },
    },
  },
  {
    who: 'lin',
    division: '330381128207',
    draft: {
      kind: 'association',
      name: '瑞安市曹村镇花灯协会',
      members: { individuals: 36, units: 0 },
      staff: 2,
      capitalFen: 2_000_000,
      capitalProof: 'commitment',
      premises: { address: '曹村镇碗窑村文化礼堂二楼', squareMetres: 220, right: 'rented' },
    },
  },
] as const;

function demonstration({ baseUrl, as }: Demonstration) {
  /** A resident's way from the first question to the organisation in the ledger. */
  async function found(number: number, { who, division, draft }: (typeof RESIDENTS)[number]) {
    const resident = as('applicant', division.slice(0, 6), who, [422]);
    const place = [6, 9, 12].map((length) => divisionByCode(division.slice(0, length))?.name).join('');
    heading(`${number}. A resident of ${place}`);
    const facts = draft as { members: { individuals: number }; staff?: number; capitalFen?: number };
    const { json: advice } = await resident('POST', '/v1/applications/advice', {
      kind: draft.kind,
      division,
      individualMembers: facts.members.individuals,
      staff: facts.staff ?? 0,
      capitalFen: facts.capitalFen ?? 0,
      hasPremises: 'premises' in draft,
    });
    const { track } = advice as { track: keyof typeof TRACKS };
    const next = advice.next as { missing: { message: string; clause: string }[] } | undefined;
    say('advice', `${TRACKS[track]} (${advice.class})`);
    for (const { message, clause } of next?.missing ?? [])
      say('', `for the next track up: ${message}（${clause}）`);

    const begun = await resident('POST', '/v1/applications', { ...COMMON, ...draft, track, division });
    const { id } = begun.json as { id: string };
    await complete(resident, id);
    const name = await named(resident, id);
    const organisationId = await decided(track, division, id);
    const { etag, json } = await resident('GET', `/v1/organisations/${organisationId}`);
    await resident('PATCH', `/v1/organisations/${organisationId}`, { public: true }, { 'if-match': etag });
    const number_ = json.creditCode ?? json.filingNumber ?? 'a light record, no number (C1.5)';
    say('in ledger', `${name}: ${number_}; agreed to be public`);
  }

  /** Submits to hear what is missing, and brings it: papers, the commitment. */
  async function complete(resident: Call, id: string) {
    const application = `/v1/applications/${id}`;
    const { json } = await resident('POST', `${application}/submit`);
    const missing = ((json.errors ?? []) as { pointer: string; detail: string }[]).map(
      ({ pointer }) => pointer,
    );
    const papers = missing.filter((pointer) => pointer.startsWith('#/attachments/'));
    for (const pointer of papers) await attach(resident, application, pointer.split('/').at(-1)!);
    if (papers.length > 0)
      say('papers', `${papers.map((one) => one.split('/').at(-1)).join(', ')}: uploaded`);
    if (missing.includes('#/commitment')) {
      const { json: text } = await resident('GET', `${application}/commitment`);
      const agreed = { textHash: text.textHash, leader: 0, agreed: true };
      await resident('POST', `${application}/commitment`, agreed);
      say(
        'commitment',
        `instead of a capital report (C1.2), to the text ${String(text.textHash).slice(0, 12)}…`,
      );
    }
    if (missing.length > 0) await resident('POST', `${application}/submit`);
  }

  async function attach(resident: Call, application: string, type: string) {
    const bytes = Buffer.from(`%PDF-1.7\n% ${type}\n%%EOF\n`);
    const { json } = await resident('POST', `${application}/attachments`, {
      type,
      fileName: `${type}.pdf`,
      contentType: 'application/pdf',
      size: bytes.length,
      sha256: sha256(bytes),
    });
    await upload(json.upload as UploadForm, bytes);
    await resident('POST', `${application}/attachments/${json.id}/confirm`);
  }

  /** Waits for the naming service; a name that it refuses is corrected as it proposes. */
  async function named(resident: Call, id: string): Promise<string> {
    const application = `/v1/applications/${id}`;
    for (;;) {
      const begun = performance.now();
      const { json, etag } = await until(
        () => resident('GET', application),
        ({ json: shown }) => shown.state !== 'naming',
      );
      const { name } = json.draft as { name: string };
      const { outcome, findings, suggestions } = json.nameAnswer as {
        outcome: string;
        findings: { rule: string; severity: string; message: string; clause: string }[];
        suggestions?: string[];
      };
      say('name', `${name}: ${outcome} after ${Math.round(performance.now() - begun)} ms`);
      if (outcome === 'held') return name;
      for (const { rule, message, clause } of findings.filter(({ severity }) => severity === 'error'))
        say('', `${rule} ${message}（${clause}）`);
      const [proposed] = suggestions!;
      say('corrected', `to what is proposed: ${proposed}`);
      await resident('PATCH', application, { name: proposed }, { 'if-match': etag });
      await resident('POST', `${application}/resubmit`);
    }
  }

  /** The authority decides: the county with four eyes, the township and the village in one step. */
  async function decided(track: keyof typeof TRACKS, division: string, id: string): Promise<string> {
    const [role, length] = AUTHORITIES[track];
    const own = division.slice(0, length);
    const [first, second] = [as(role, own, 'officer-1'), as(role, own, 'officer-2')] as const;
    const review = `/v1/reviews/${id}`;
    const inbox = (await first('GET', '/v1/reviews')).json.items as Json[];
    say('inbox', `${divisionByCode(own)?.name}: ${inbox.length} waiting, due ${inbox[0]?.dueOn}`);
    await first('POST', `${review}/take`);
    if (track !== 'registered') {
      const { json } = await first('POST', `${review}/approve`, {});
      say('decided', `${TRACKS[track]} by ${divisionByCode(own)?.name}`);
      return json.organisationId as string;
    }
    await first('POST', `${review}/accept`);
    await second('POST', `${review}/take`);
    const code = creditCode('MJ700001', `51${own}`);
    const { json } = await second('POST', `${review}/approve`, { creditCode: code });
    say('decided', `accepted by one officer of ${divisionByCode(own)?.name}, approved by another`);
    const { json: duties } = await first('GET', `/v1/organisations/${json.organisationId}/duties`);
    for (const { type, dueOn } of duties.items as Json[]) say('', `${type} due ${dueOn}`);
    return json.organisationId as string;
  }

  /** What everybody sees. */
  async function showDirectory() {
    heading('4. The public directory');
    const { items } = (await (await fetch(`${baseUrl}/v1/directory`)).json()) as { items: Json[] };
    for (const { name, track, division } of items)
      say(String(division), `${name} (${TRACKS[track as keyof typeof TRACKS]})`);
    if (items.length !== RESIDENTS.length)
      throw new Error(`The directory shows ${items.length} organisations`);
  }

  /** A county imports its ledger, in which some rows are wrong. */
  async function importLedger() {
    const { division, rows } = LEDGER;
    const county = as('county', division, 'ledger');
    heading(`5. ${divisionByCode(division)?.name} imports its ledger of ${rows} rows`);
    const made = ledger(LEDGER);
    const file = Buffer.from(await workbookOf(made));
    say('workbook', `${file.length} bytes, ${made.mistakes.length} mistakes made in it`);
    const claim = { division, fileName: '台账.xlsx', size: file.length, sha256: sha256(file) };
    const { json: announced } = await county('POST', '/v1/organisations/imports', claim);
    await upload(announced.upload as UploadForm, file);
    const { id } = announced as { id: string };
    const begun = performance.now();
    await county('POST', `/v1/imports/${id}/start`);
    const seconds = () => (performance.now() - begun) / 1000;
    let shown = '';
    const { json } = await until(
      async () => {
        const answer = await county('GET', `/v1/imports/${id}`);
        const { total = 0, landed, unchanged, bad } = answer.json.rows as Record<string, number>;
        const counts = `${landed! + unchanged! + bad!} of ${total} rows: ${landed} landed, ${bad} to be put right`;
        if (counts !== shown) say(`${seconds().toFixed(1)} s`, `${answer.json.state} ${counts}`);
        shown = counts;
        return answer;
      },
      ({ json: one }) => one.state === 'done' || one.state === 'failed',
    );
    const { landed, bad } = json.rows as { landed: number; bad: number };
    say('speed', `${Math.round((landed + bad) / seconds())} rows a second`);
    const { json: address } = await county('GET', `/v1/imports/${id}/problems.xlsx`);
    const workbook = Buffer.from(await (await fetch(address.url as string)).arrayBuffer());
    say(
      'mistakes',
      `${bad} of ${made.mistakes.length} made were found, as the workbook to be put right tells them:`,
    );
    const told = new Map<number, string>();
    for await (const { cells } of readXlsx(workbook, LIMITS, '台账')) {
      const [row, problem] = cells.slice(TEMPLATE.length);
      if (Number(row) > 0) told.set(Number(row), String(problem));
    }
    for (const [row, problem] of told) say(`row ${row}`, problem.replaceAll('\n', '；'));
    const seeded = made.mistakes.map(({ row }) => row);
    if (bad !== seeded.length || landed !== rows - bad || told.size !== bad)
      throw new Error(`${seeded.length} mistakes were made, ${bad} found; ${landed} rows landed`);
    const missed = seeded.find((row) => !told.has(row));
    if (missed !== undefined) throw new Error(`The mistake in row ${missed} was not found`);
    const { json: again } = await county('POST', '/v1/organisations/imports', claim);
    say('again', `the same file is the same import: ${again.state}, ${JSON.stringify(again.rows)}`);
    if (again.id !== id) throw new Error('The same file became another import');
  }

  return { found, showDirectory, importLedger };
}

const TRACKS = { registered: '登记', filed: '备案', managed: '村居管理' } as const;
const AUTHORITIES = {
  registered: ['county', 6],
  filed: ['township', 9],
  managed: ['community', 12],
} as const;

/** @throws Error when the file is not taken */
async function upload(form: UploadForm, file: Buffer) {
  const status = await send(form, file);
  if (status !== 204) throw new Error(`The upload was answered ${status}`);
}

await run('demo:registration', () =>
  demonstrated(async (stage) => {
    const demo = demonstration(stage);
    for (const [index, resident] of RESIDENTS.entries()) await demo.found(index + 1, resident);
    await demo.showDirectory();
    await demo.importLedger();
  }),
);
