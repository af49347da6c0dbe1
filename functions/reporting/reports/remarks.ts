import { conflict } from '../../../shared/http/problem.ts';
import { MOST_REMARKS, type Remark, type Report } from '../model/report.ts';

/**
 * A report of which something more was said; what was said of earlier drafts stays. A signature is the last that is said of a
 * version, and always can be: else a county that goes on objecting would keep its report from being signed.
 * @throws Problem 409 when too much was said already
 */
export function withRemark(report: Report, remark: Omit<Remark, 'draft'>): Report {
  if (report.remarks.length >= MOST_REMARKS && remark.kind !== 'signed')
    throw conflict(`这一版的意见已达 ${MOST_REMARKS} 条，请当面沟通后办理`, {
      extra: { state: report.state },
    });
  return { ...report, remarks: [...report.remarks, { ...remark, draft: report.draft }] };
}
