import type { Caller } from '../../../../shared/auth/caller.ts';
import { covers } from '../../../../shared/divisions/index.ts';
import type { Acting } from '../../../../shared/http/acting.ts';
import { conflict, type FieldError, unprocessable } from '../../../../shared/http/problem.ts';
import type { Answer } from '../../../../shared/http/route.ts';
import type { Once, TransactWrite } from '../../../../shared/store/index.ts';
import type { Deps } from '../../deps.ts';
import { isMine } from '../../listings/find.ts';
import { type Contest, type Entry, MOST_ENTRIES } from '../../model/contest.ts';
import { mostFen, type Need, type Project } from '../../model/listing.ts';
import { notice, toOrganisation, toOwner } from '../../model/notice.ts';
import type { Organisation } from '../../model/organisation.ts';
import { obstacle, type Rule } from '../../model/rules.ts';
import { yuan } from '../../model/yuan.ts';
import { claimant } from '../../offers/claim.ts';
import { type Entering, moveContest, putEntering, putEntry } from '../../store/contests.ts';
import { putNotice } from '../../store/notices.ts';
import { channelEntry } from '../entries.ts';
import { contestOf, entryAnswer, judgeIn, refuseAt } from './find.ts';
import type { EntryRequest } from './schema.ts';

/** Rules that may be met again by the time of the decision, when a place is held. */
const LATER: readonly Rule[] = ['capacity', 'time'];

/**
 * Enters a contest: an organisation with its plan for a need, or an agency with its project (M1.2) and the organisation that
 * will carry it out, which has to agree. Each enters once.
 * @throws Problem 409 when entries are closed, for a judge, for whoever has entered; 422 with everything that does not fit
 */
export async function enter(
  id: string,
  request: EntryRequest,
  { caller }: Acting,
  deps: Deps,
  once: (answer: Answer) => { once?: Once },
): Promise<Answer> {
  const contest = await contestOf(id, deps);
  refuseAt(contest, ['open'], '申报', deps);
  if (judgeIn(contest, caller)) throw conflict('您是这个大赛的评委，不能申报');
  if (contest.entries >= MOST_ENTRIES) throw conflict(`申报已满 ${MOST_ENTRIES} 项`);
  const { need, organisation, project } = await fitting(contest, request, caller, deps);
  const isAgency = caller.role === 'agency';
  const entering: Entering[] = [
    { organisation: organisation.id },
    ...(isAgency ? [{ agency: caller.subject }] : []),
  ];
  for (const who of entering)
    if (await deps.store.hasEntered(id, who))
      throw conflict('agency' in who ? '贵机构已申报过这个大赛' : '这个组织已申报过这个大赛');
  const at = deps.now().toISOString();
  const { role, subject } = caller;
  const { contact } = organisation.standing;
  const entry: Entry = {
    id: deps.newId(),
    contest: id,
    title: request.title,
    plan: request.plan,
    need: need.id,
    needTitle: need.facts.title,
    division: need.division,
    organisation: organisation.id,
    organisationName: organisation.name,
    ...(project && { project: project.id, agency: project.owner.subject }),
    ...(request.backedBy !== undefined && { backedBy: request.backedBy }),
    budgetFen: (project ? mostFen(need, project) : request.budgetFen) ?? 0,
    entrant: { role, subject },
    parties: [
      { role, subject },
      ...(contact ? [{ role: contact.role, subject: contact.subject }] : []),
      ...(project ? [{ role: project.owner.role, subject: project.owner.subject }] : []),
    ],
    state: isAgency ? 'invited' : 'entered',
    createdAt: at,
    at,
    version: 1,
  };
  const answer = entryAnswer(entry, 201);
  await deps.store.save({
    writes: [
      moveContest(contest, 1),
      putEntry(entry),
      ...entering.map((who) => putEntering(id, who, entry.id)),
      ...tell(contest, entry, project, isAgency),
    ],
    audit: [
      channelEntry(id, 'entered', caller, {
        entry: entry.id,
        need: need.id,
        organisation: organisation.id,
      }),
    ],
    ...once(answer),
  });
  return answer;
}

/** What an entry is about, as far as all of it fits. */
async function fitting(
  { facts }: Contest,
  request: EntryRequest,
  caller: Caller,
  deps: Deps,
): Promise<{ need: Need; organisation: Organisation; project: Project | undefined }> {
  const { store } = deps;
  const isAgency = caller.role === 'agency';
  const [need, project, organisation] = await Promise.all([
    store.listing('need', request.need),
    request.project === undefined ? undefined : store.listing('project', request.project),
    isAgency
      ? request.organisation === undefined
        ? undefined
        : store.organisation(request.organisation)
      : claimant(request.organisation, caller, deps),
  ]);
  const errors: FieldError[] = [];
  const at = (field: string, detail: string) => errors.push({ pointer: `#/body/${field}`, detail });
  const fits = need && need.state !== 'draft' && covers(facts.division, need.division);
  if (!fits) at('need', '大赛所在的行政区划内没有这个需求');
  else if (need.state !== 'open') at('need', '这个需求已不在公开征集中');
  else if (need.facts.openUntil < facts.judgingUntil)
    at('need', `这个需求 ${need.facts.openUntil} 截止，早于评审结束，请先与发布方商定延后`);
  if (isAgency && request.project === undefined) at('project', '社工机构申报须写明项目（M1.2）');
  if (isAgency && request.organisation === undefined) at('organisation', '社工机构申报须写明承接的组织');
  if (
    request.project !== undefined &&
    !(project?.state === 'open' && project.facts.needs.includes(request.need))
  )
    at('project', '没有这个项目，或它不为这个需求设计');
  else if (isAgency && project && !isMine(project, caller)) at('project', '没有这个项目，或不由贵机构设计');
  if (request.organisation !== undefined && !organisation) at('organisation', '没有这个组织');
  if (request.backedBy !== undefined && request.backedBy.length !== 9)
    at('backedBy', '应为乡镇（街道）的行政区划代码（9 位）');
  if (fits && need.state === 'open') {
    const most = need.facts.budgetFen;
    if (most !== undefined && !project && (request.budgetFen ?? 0) > most)
      at('budgetFen', `超出需求的预算 ${yuan(most)}`);
    const broken = organisation && obstacle(need, organisation, deps.policy().data);
    if (broken && !LATER.includes(broken.rule)) at('organisation', `${broken.why}。${broken.remedy}`);
  }
  if (errors.length > 0) throw unprocessable(`有 ${errors.length} 处须改正`, { errors });
  return { need: need as Need, organisation: organisation!, project: project as Project | undefined };
}

function tell(
  { id, facts }: Contest,
  { id: entry, title, organisation, organisationName, at }: Entry,
  project: Project | undefined,
  isAgency: boolean,
): TransactWrite[] {
  const about = { key: entry, kind: 'channel', link: `/v1/contests/${id}/entries/${entry}`, at } as const;
  if (isAgency) {
    const text = `社工机构以项目《${title}》参加《${facts.title}》，拟由贵组织承接，请在 ${facts.entriesUntil} 前答复是否同意`;
    return [putNotice(notice(toOrganisation(organisation), { ...about, text }))];
  }
  if (!project) return [];
  const text = `${organisationName}按您设计的项目《${project.facts.title}》参加《${facts.title}》`;
  return [putNotice(notice(toOwner(project.owner), { ...about, text }))];
}
