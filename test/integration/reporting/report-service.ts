/** The reporting service with reports: its schedule, its officers, and what is kept of reports. */
import { buffer } from 'node:stream/consumers';
import { reportsDue } from '../../../functions/reporting/reports/by-schedule.ts';
import { verifyReports } from '../../../functions/reporting/reports/verify.ts';
import { scan } from '../../../shared/store/scan.ts';
import { CITY, COUNTY, reportingService } from './service.ts';

export const MONTH = '2023-01';
export const REPORT = `/v1/reports/${COUNTY}/${MONTH}`;
export const OF_CITY = `/v1/reports/${CITY}/${MONTH}`;

/** @param first the first month that has reports: there are thirteen of each period */
export async function reportService({ first = MONTH, at = '2023-02-01T02:00:00.000Z' } = {}) {
  const service = await reportingService({ at });
  const { deps } = service;
  const { policyOn } = deps;
  deps.policyOn = (day) => {
    const { version, data } = policyOn(day);
    return { version, data: { ...data, firstMonth: first, reports: { ...data.reports, from: first } } };
  };
  const officer = (role: 'county' | 'city', division: string, subject: string) => {
    const who = service.as(role, division, subject);
    return {
      ...who,
      /** Takes a step on the version that was read last. */
      step: async (path: string, step: string, body: object = {}) => {
        const { headers } = await who.get(path);
        return who.call('POST', `${path}/${step}`, body, { 'if-match': headers.etag! });
      },
    };
  };
  const runSchedule = async () => {
    await service.compute();
    return reportsDue(deps, new Date(deps.now().getTime() + 60_000));
  };
  const county = (division = COUNTY, subject = `lin-${division}`) => officer('county', division, subject);
  const city = (subject = 'zhao') => officer('city', CITY, subject);
  return {
    ...service,
    county,
    city,
    runSchedule,
    /** Checked and signed off. */
    signed: async (division: string, period = MONTH) => {
      const path = `/v1/reports/${division}/${period}`;
      if (division !== CITY) await county(division).step(path, 'check', { agreed: true });
      const reply = await city().step(path, 'sign');
      if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
      return reply.body;
    },
    /** What was done to a report, and by whom. */
    trail: async (id: string) =>
      (await deps.store.trail(`REPORT#${id}`, { limit: 100, scope: 'test' })).items,
    /** What a push tells: in its event, or in the document beside it. */
    pushed: async ({ body, document }: Record<string, unknown>) => {
      if (!document) return (JSON.parse(body as string) as { data: Record<string, unknown> }).data;
      const { stream } = (await deps.files.read((document as { key: string }).key))!;
      return JSON.parse((await buffer(stream)).toString()) as Record<string, unknown>;
    },
    /** As `npm run audit:verify` finds it. */
    verify: () =>
      verifyReports(scan(service.cloud.documentClient, service.cloud.table), async (key) => {
        const found = await deps.files.read(key);
        return found && buffer(found.stream);
      }),
  };
}
export type ReportService = Awaited<ReturnType<typeof reportService>>;
