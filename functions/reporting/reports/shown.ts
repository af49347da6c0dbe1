/** Reports as they are shown: accounts are left out. */
import { divisionByCode, fullNameOf } from '../../../shared/divisions/index.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Deps } from '../deps.ts';
import { idOf, isObjected, type Report, standingOf, tagOf } from '../model/report.ts';
import type { Head } from '../store/reports.ts';

/** A report after a step, or as it is read, without its content. */
export const shownReport = (report: Report, deps: Pick<Deps, 'today'>): Answer => ({
  status: 200,
  body: bodyOf(report, deps),
  etag: tagOf(report),
});

export function bodyOf(report: Report, { today }: Pick<Deps, 'today'>) {
  const { division, period, level, kind, version, draft, state, draftedAt, asOf, policy, contentHash } =
    report;
  const { changes, due, checks, remarks, signed, sealHash } = report;
  const path = `/v1/reports/${idOf(report)}`;
  return {
    division,
    name: fullNameOf(division),
    period,
    level,
    kind,
    version,
    draft,
    state,
    standing: standingOf({ ...report, objected: isObjected(report) }, today()),
    ...(due !== undefined && { due }),
    draftedAt,
    asOf,
    policy,
    contentHash,
    ...(changes !== undefined && { changes }),
    checks: checks.map(({ role, at, agreed, comment }) => ({
      role,
      at,
      agreed,
      ...(comment !== undefined && { comment }),
    })),
    remarks: remarks.map(({ kind: what, draft: of, role, at, text }) => ({
      kind: what,
      draft: of,
      role,
      at,
      text,
    })),
    ...(signed && {
      signed: {
        role: signed.role,
        at: signed.at,
        ...(signed.reason !== undefined && { reason: signed.reason }),
      },
    }),
    ...(sealHash !== undefined && { sealHash }),
    links: {
      self: `${path}?version=${version}`,
      versions: `${path}/versions`,
      exports: `${path}/exports`,
      pushes: `/v1/pushes?division=${division}`,
    },
  };
}

/** A report in a list. */
export function shownHead(head: Head, { today }: Pick<Deps, 'today'>) {
  const {
    division,
    period,
    level,
    kind,
    version,
    draft,
    state,
    due,
    draftedAt,
    contentHash,
    sealHash,
    signedAt,
  } = head;
  return {
    division,
    name: divisionByCode(division)!.name,
    period,
    level,
    kind,
    version,
    draft,
    state,
    standing: standingOf(head, today()),
    ...(due !== undefined && { due }),
    draftedAt,
    contentHash,
    ...(sealHash !== undefined && { sealHash }),
    ...(signedAt !== undefined && { signedAt }),
  };
}

/** A version in the list of versions. */
export function shownVersion(report: Report) {
  const { version, draft, state, draftedAt, asOf, policy, contentHash, changes, signed, sealHash } = report;
  return {
    version,
    draft,
    state,
    draftedAt,
    asOf,
    policy,
    contentHash,
    ...(changes !== undefined && { changes }),
    ...(signed && { signedAt: signed.at }),
    ...(sealHash !== undefined && { sealHash }),
  };
}
