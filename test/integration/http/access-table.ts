import type { Role } from '../../../shared/auth/caller.ts';

/** What a route is expected to ask of its caller, written down apart from the route itself. */
export interface Access {
  who: 'public' | readonly Role[];
  /** The request is about a division (330302 in the sample) that must lie within the caller's. */
  ownDivision?: true;
  /** A valid path with query, where the declared path is not one. */
  target?: string;
  /** A valid body. */
  body?: unknown;
}

const APPLICANTS: readonly Role[] = ['applicant', 'organisation'];
const AUTHORITIES: readonly Role[] = ['community', 'township', 'county', 'city'];
/** Everybody who takes part in matching. */
const PARTAKERS: readonly Role[] = ['organisation', 'agency', 'provider', ...AUTHORITIES];
const EVERYBODY: readonly Role[] = ['applicant', ...PARTAKERS];
/** Who holds contests and fairs. */
const ORGANISERS: readonly Role[] = ['township', 'county', 'city'];
const ATTENDERS: readonly Role[] = EVERYBODY.filter((role) => role !== 'city');
const CONCERNED = [...APPLICANTS, ...AUTHORITIES];
const LEDGER: readonly Role[] = ['township', 'county', 'city'];
const PURCHASE = {
  on: '2026-11-20',
  fen: 1,
  isNew: true,
  from: 'other',
  sellerName: '某公司',
  purpose: 'other',
  what: '保洁',
  document: '1',
};
const RULING = { reason: '长期未开展活动', clause: 'C1.4' };
const NAME = { name: '温州市鹿城区南汇街道志愿者协会', kind: 'association' };

const SHA256 = '0'.repeat(64);
const PLATFORM = {
  name: '平台',
  base: { kind: 'social-work-station', name: '社工站', address: '文化中心', areaM2: 1, tenure: 'own' },
};
const REPORTED = { guided: 0, daysOpen: 0, work: '例行开放' };
const ASSESSMENT = '/v1/platforms/330302/assessments/2026';
/** What a township keeps of its platform, or a county of a shared one. */
const OF_PLATFORM = {
  who: ['township', 'county'],
  ownDivision: true,
  target: '/v1/platforms/330302',
} as const;

const ACTIVITY = {
  title: '合唱排练',
  on: '2026-11-20',
  from: '09:00',
  to: '10:00',
  division: '330302025010',
  action: 'culture',
  kinds: ['choir'],
  participants: 9,
  minutes: 60,
};
const PHOTO = { contentType: 'image/png', size: 1, sha256: SHA256 };
/** Who records activities. */
const RECORDERS: readonly Role[] = [...APPLICANTS, 'community'];
const DRAFT = {
  title: '试算',
  source: 'T2',
  default: true,
  by: 'activities-a-month',
  minActivities: 2,
};

const FROZEN = '/v1/reports/330302/2023-05';
/** Who may call which operation; a new route needs its line here. */
export const ACCESS: Readonly<Record<string, Access>> = {
  getHealth: { who: 'public' },
  listReports: { who: ['county', 'city'], ownDivision: true, target: '/v1/reports?division=330302' },
  getReport: { who: ['county', 'city'], ownDivision: true, target: FROZEN },
  listReportVersions: { who: ['county', 'city'], ownDivision: true, target: `${FROZEN}/versions` },
  previewReport: { who: ['county', 'city'], ownDivision: true, target: `${FROZEN}/preview` },
  checkReport: { who: ['county'], ownDivision: true, target: `${FROZEN}/check`, body: { agreed: true } },
  redraftReport: {
    who: ['county', 'city'],
    ownDivision: true,
    target: `${FROZEN}/redraft`,
    body: { reason: '补录' },
  },
  signReport: { who: ['city'], ownDivision: true, target: `${FROZEN}/sign`, body: {} },
  getOpenIndicators: { who: 'public' },
  getOpenIndicatorsTable: { who: 'public' },
  recordActivity: { who: RECORDERS, body: ACTIVITY },
  recordActivities: { who: RECORDERS, body: { entries: [{ ref: '1', ...ACTIVITY }] } },
  listActivities: {
    who: AUTHORITIES,
    ownDivision: true,
    target: '/v1/activities?division=330302&month=2026-11',
  },
  listWaitingActivities: {
    who: AUTHORITIES,
    ownDivision: true,
    target: '/v1/activities/waiting?division=330302',
  },
  listActivitiesOfOrganisation: { who: CONCERNED, target: '/v1/organisations/1/activities' },
  getActivity: { who: CONCERNED },
  correctActivity: { who: RECORDERS, body: { participants: 8, reason: '数错了' } },
  voidActivity: { who: RECORDERS, body: { reason: '填错了' } },
  confirmActivity: { who: AUTHORITIES, body: {} },
  disputeActivity: { who: AUTHORITIES, body: { reason: '没有举办' } },
  clearActivity: { who: AUTHORITIES, body: { reason: '属实' } },
  ruleOnActivity: { who: AUTHORITIES, body: { outcome: 'counts', reason: '有签到表' } },
  beginActivityPhoto: { who: RECORDERS, body: PHOTO },
  listActivityPhotos: { who: CONCERNED },
  confirmActivityPhoto: { who: RECORDERS, target: `/v1/activities/1/photos/${SHA256}/confirm` },
  downloadActivityPhoto: { who: CONCERNED, target: `/v1/activities/1/photos/${SHA256}` },
  getActivityTemplate: {
    who: AUTHORITIES,
    ownDivision: true,
    target: '/v1/activities/imports/template.xlsx?division=330302',
  },
  beginActivityImport: {
    who: AUTHORITIES,
    ownDivision: true,
    body: { division: '330302', fileName: '活动.xlsx', size: 1, sha256: SHA256 },
  },
  listActivityImports: {
    who: AUTHORITIES,
    ownDivision: true,
    target: '/v1/activities/imports?division=330302',
  },
  getActivityImport: { who: AUTHORITIES },
  startActivityImport: { who: AUTHORITIES },
  getActivityImportProblems: { who: AUTHORITIES },
  listIndicators: { who: 'public' },
  getAchievements: { who: 'public', target: '/v1/achievements?division=330302&period=2022' },
  getAchievementParts: {
    who: 'public',
    target: '/v1/achievements/needs.published/parts?division=3303&period=2022',
  },
  getAchievementSeries: {
    who: 'public',
    target: '/v1/achievements/needs.published/series?division=330302&from=2022-01&to=2022-03',
  },
  listAchievementFacts: {
    who: AUTHORITIES,
    ownDivision: true,
    target: '/v1/achievements/needs.published/facts?division=330302&period=2022-01',
  },
  getPerformance: {
    who: AUTHORITIES,
    ownDivision: true,
    target: '/v1/performance?division=330302&year=2022',
  },
  exportPerformanceCsv: {
    who: AUTHORITIES,
    ownDivision: true,
    target: '/v1/performance/csv?division=330302&year=2022',
  },
  exportPerformanceXlsx: {
    who: AUTHORITIES,
    ownDivision: true,
    target: '/v1/performance/xlsx?division=330302&year=2022',
  },
  getActivityRate: { who: 'public', target: '/v1/activity/rates?division=330302&period=2022' },
  getActivitySeries: {
    who: 'public',
    target: '/v1/activity/series?division=330302&from=2022-01&to=2022-03',
  },
  getActivityRanking: { who: 'public', target: '/v1/activity/ranking?division=330302&period=2022' },
  listActivityOrganisations: {
    who: AUTHORITIES,
    ownDivision: true,
    target: '/v1/activity/rates/organisations?division=330302&period=2022',
  },
  getActivityTarget: { who: 'public', target: '/v1/activity/targets?division=330302&year=2022' },
  listActivityAttention: {
    who: AUTHORITIES,
    ownDivision: true,
    target: '/v1/activity/attention?division=330302&kind=dormant',
  },
  listActivityRuns: { who: ['county', 'city'] },
  tryActivityDefinition: {
    who: ['county', 'city'],
    ownDivision: true,
    body: { division: '330302', period: '2022', definition: DRAFT },
  },
  nominateModel: {
    who: ['township', 'county'],
    ownDivision: true,
    body: { kind: 'town', division: '330302', deeds: '培育' },
  },
  listModels: { who: 'public', target: '/v1/models?division=330302' },
  getModel: { who: 'public' },
  reviewModel: { who: ['county'], body: { approved: true, opinion: '属实' } },
  objectToModel: { who: [...EVERYBODY, 'provider'], body: { text: '不实' } },
  resolveModelObjection: {
    who: ['county'],
    target: '/v1/models/m/objections/1/resolve',
    body: { upheld: false, answer: '无误' },
  },
  awardModel: { who: ['county'] },
  withdrawModel: { who: ['county', 'city'], body: { reason: '不实' } },
  giveOutRatingLinks: {
    ...OF_PLATFORM,
    target: '/v1/platforms/330302/rating-links',
    body: { count: 1, days: 1 },
  },
  openRatingLink: { who: 'public', target: `/v1/ratings/${'x'.repeat(32)}` },
  ratePlatform: { who: 'public', target: `/v1/ratings/${'x'.repeat(32)}`, body: { points: 5 } },
  getRatings: { who: 'public', target: '/v1/platforms/330302/ratings?year=2026' },
  claimAssessment: { ...OF_PLATFORM, target: ASSESSMENT, body: { claims: {} } },
  submitAssessment: { ...OF_PLATFORM, target: `${ASSESSMENT}/submit` },
  objectToAssessment: { ...OF_PLATFORM, target: `${ASSESSMENT}/objection`, body: { reason: '漏看' } },
  reviewAssessment: {
    who: ['county', 'city'],
    ownDivision: true,
    target: `${ASSESSMENT}/review`,
    body: { points: {}, comment: '齐全' },
  },
  publishAssessment: {
    who: ['county', 'city'],
    ownDivision: true,
    target: `${ASSESSMENT}/publish`,
    body: {},
  },
  getAssessment: { who: 'public', target: ASSESSMENT },
  listAssessments: { who: 'public', target: '/v1/platforms/assessments?division=330302&year=2026' },
  registerPlatform: { ...OF_PLATFORM, body: PLATFORM },
  changePlatform: { ...OF_PLATFORM, body: { name: '平台' } },
  getPlatform: { who: 'public', target: '/v1/platforms/330302' },
  listPlatforms: { who: 'public' },
  unmaskPlatformPeople: { ...OF_PLATFORM, target: '/v1/platforms/330302/unmask', body: { reason: '核对' } },
  beginPlatformEvidence: {
    ...OF_PLATFORM,
    target: '/v1/platforms/330302/evidence',
    body: { contentType: 'image/jpeg', size: 1, sha256: SHA256 },
  },
  confirmPlatformEvidence: { ...OF_PLATFORM, target: `/v1/platforms/330302/evidence/${SHA256}/confirm` },
  listPlatformEvidence: { who: LEDGER, ownDivision: true, target: '/v1/platforms/330302/evidence' },
  downloadPlatformEvidence: {
    who: LEDGER,
    ownDivision: true,
    target: `/v1/platforms/330302/evidence/${SHA256}`,
  },
  submitPlatformReport: {
    ...OF_PLATFORM,
    target: '/v1/platforms/330302/reports',
    body: { month: '2026-10', ...REPORTED },
  },
  listPlatformReports: { who: LEDGER, ownDivision: true, target: '/v1/platforms/330302/reports' },
  getPlatformReport: { who: LEDGER, ownDivision: true, target: '/v1/platforms/330302/reports/2026-10' },
  correctPlatformReport: {
    ...OF_PLATFORM,
    target: '/v1/platforms/330302/reports/2026-10/correct',
    body: { ...REPORTED, reason: '漏计' },
  },
  listReportsDue: {
    who: LEDGER,
    ownDivision: true,
    target: '/v1/platforms/reports?division=330302&month=2026-10',
  },
  getOperationRate: { who: 'public', target: '/v1/platforms/rate?division=330302' },
  getOperationTarget: { who: 'public', target: '/v1/platforms/targets?division=330302&year=2022' },
  getOperation: { who: LEDGER, ownDivision: true, target: '/v1/platforms/330302/operation' },
  listDivisions: { who: 'public', target: '/v1/divisions?parent=330302' },
  getOpenApi: { who: 'public' },
  getDocs: { who: 'public' },
  getDocsAsset: { who: 'public', target: '/docs/redoc.js' },
  checkName: { who: 'public', body: NAME },
  reserveName: {
    who: ['applicant', 'organisation', 'community', 'township', 'county', 'city'],
    body: { ...NAME, division: '330302' },
  },
  getReservation: {
    who: ['applicant', 'organisation', 'agency', 'provider', 'community', 'township', 'county', 'city'],
  },
  releaseReservation: { who: ['applicant', 'organisation', 'community', 'township', 'county', 'city'] },
  listNames: {
    who: ['community', 'township', 'county', 'city'],
    ownDivision: true,
    target: '/v1/names?division=330302',
  },
  importNames: {
    who: ['county', 'city'],
    body: { names: [{ ...NAME, organisationId: '1', division: '330302', registeredOn: '2020-01-01' }] },
  },
  adviseTrack: { who: 'public', body: { kind: 'association', division: '330302' } },
  beginApplication: { who: APPLICANTS, body: { kind: 'team' } },
  listApplications: { who: APPLICANTS },
  getApplication: { who: CONCERNED },
  editApplication: { who: APPLICANTS, body: { purpose: '丰富居民文化生活' } },
  submitApplication: { who: APPLICANTS },
  resubmitApplication: { who: APPLICANTS },
  withdrawApplication: { who: APPLICANTS },
  beginAttachment: {
    who: APPLICANTS,
    body: {
      type: 'charter',
      fileName: '章程.pdf',
      contentType: 'application/pdf',
      size: 1,
      sha256: '0'.repeat(64),
    },
  },
  confirmAttachment: { who: APPLICANTS },
  downloadAttachment: { who: CONCERNED },
  removeAttachment: { who: APPLICANTS },
  getCommitment: { who: APPLICANTS },
  commit: { who: APPLICANTS, body: { textHash: '0'.repeat(64), leader: 0, agreed: true } },
  getCommitmentDocument: { who: CONCERNED },
  listAudit: { who: CONCERNED },
  unmaskApplication: { who: AUTHORITIES, body: { reason: '核对身份证件' } },
  listReviews: { who: AUTHORITIES },
  takeApplication: { who: AUTHORITIES },
  acceptApplication: { who: AUTHORITIES },
  askCorrection: {
    who: AUTHORITIES,
    body: { reason: '场所不清', fields: [{ pointer: '#/draft/premises', detail: '请写明门牌号' }] },
  },
  approveApplication: { who: AUTHORITIES, body: {} },
  refuseApplication: { who: AUTHORITIES, body: { reason: '没有场所', clause: 'C1.4' } },
  listDirectory: { who: 'public' },
  listDirectoryHsds: { who: 'public' },
  listOrganisations: {
    who: AUTHORITIES,
    ownDivision: true,
    target: '/v1/organisations?division=330302',
  },
  getOrganisation: { who: CONCERNED },
  changeOrganisation: { who: CONCERNED, body: { staff: 2 } },
  beginMatter: { who: APPLICANTS, body: { matter: 'change' } },
  listVersions: { who: CONCERNED },
  listOrganisationAudit: { who: CONCERNED },
  unmaskLeaders: { who: AUTHORITIES, body: { reason: '联系负责人' } },
  reportIn: { who: [...APPLICANTS, 'community'], body: { community: '330302025010' } },
  gradeOrganisation: { who: AUTHORITIES, body: { class: 'growing', reason: '活动经常' } },
  listClassProposals: {
    who: AUTHORITIES,
    ownDivision: true,
    target: '/v1/organisations/class-proposals?division=330302&state=open',
  },
  acceptClassProposal: {
    who: AUTHORITIES,
    target: '/v1/organisations/1/class-proposals/dormant-1/accept',
    body: { class: 'start-up', reason: '长期没有活动' },
  },
  dismissClassProposal: {
    who: AUTHORITIES,
    target: '/v1/organisations/1/class-proposals/dormant-1/dismiss',
    body: { reason: '活动照常' },
  },
  suspendOrganisation: { who: AUTHORITIES, body: RULING },
  resumeOrganisation: { who: AUTHORITIES, body: { reason: '已整改' } },
  dissolveOrganisation: { who: AUTHORITIES, body: RULING },
  revokeOrganisation: { who: AUTHORITIES, body: RULING },
  listDuties: { who: CONCERNED },
  handInYearlyReport: {
    who: APPLICANTS,
    target: '/v1/organisations/1/yearly-reports/2025',
    body: {
      summary: '开展书画活动',
      activities: 24,
      members: { individuals: 25, units: 0 },
      staff: 2,
      incomeFen: 0,
      expenditureFen: 0,
    },
  },
  acceptYearlyReport: { who: AUTHORITIES, target: '/v1/organisations/1/yearly-reports/2025/accept' },
  returnYearlyReport: {
    who: AUTHORITIES,
    target: '/v1/organisations/1/yearly-reports/2025/return',
    body: { reason: '请补充' },
  },
  recordCommitmentOutcome: { who: AUTHORITIES, body: { paid: true } },
  revokeCommitment: { who: AUTHORITIES, body: RULING },
  getLedgerTemplate: {
    who: AUTHORITIES,
    ownDivision: true,
    target: '/v1/organisations/imports/template.xlsx?division=330302',
  },
  beginImport: {
    who: AUTHORITIES,
    ownDivision: true,
    body: { division: '330302', fileName: '台账.xlsx', size: 1, sha256: '0'.repeat(64) },
  },
  listImports: { who: AUTHORITIES, ownDivision: true, target: '/v1/imports?division=330302' },
  getImport: { who: AUTHORITIES },
  startImport: { who: AUTHORITIES },
  getImportProblems: { who: AUTHORITIES },
  ...Object.fromEntries(
    (
      [
        ['Need', 'needs', ['community', 'township']],
        ['Project', 'projects', ['agency']],
        ['Resource', 'resources', ['provider', 'community', 'township', 'county']],
      ] as const
    ).flatMap(([name, list, who]): [string, Access][] => [
      [`begin${name}`, { who, body: { title: '名称' } }],
      [`list${name}s`, { who: EVERYBODY, ownDivision: true, target: `/v1/${list}?division=330302` }],
      [`listMy${name}s`, { who }],
      [`get${name}`, { who: EVERYBODY }],
      [`edit${name}`, { who, body: { title: '名称' } }],
      [`publish${name}`, { who }],
      [`withdraw${name}`, { who, body: { reason: '已解决' } }],
    ]),
  ),
  listCapacities: {
    who: ['agency', ...AUTHORITIES],
    ownDivision: true,
    target: '/v1/capacities?division=330302',
  },
  listMyCapacities: { who: APPLICANTS },
  getCapacity: { who: [...APPLICANTS, 'agency', ...AUTHORITIES] },
  changeCapacity: { who: APPLICANTS, body: { atATime: 2 } },
  withdrawCapacity: { who: APPLICANTS, body: { reason: '骨干外出' } },
  reopenCapacity: { who: APPLICANTS },
  getCandidates: { who: AUTHORITIES },
  listResourcesForNeed: { who: AUTHORITIES },
  listOpportunities: { who: [...APPLICANTS, 'agency', ...AUTHORITIES] },
  listNotices: { who: ['applicant', ...PARTAKERS] },
  readNotice: { who: ['applicant', ...PARTAKERS] },
  claimNeed: { who: APPLICANTS, body: {} },
  listOffersOfNeed: { who: AUTHORITIES },
  listOffers: { who: APPLICANTS, target: '/v1/offers?organisation=1' },
  getOffer: { who: CONCERNED },
  acceptOffer: { who: APPLICANTS },
  declineOffer: { who: APPLICANTS, body: { reason: '人手不足' } },
  listConfirmations: { who: ['township', 'county'] },
  confirmOffer: { who: ['township', 'county'], body: {} },
  rejectOffer: { who: ['township', 'county'], body: { reason: '已承接过多' } },
  beginRound: { who: ['county'], ownDivision: true, body: { county: '330302' } },
  listRounds: { who: ['county', 'city'], ownDivision: true, target: '/v1/rounds?county=330302' },
  getRound: { who: AUTHORITIES },
  listRoundRows: { who: AUTHORITIES },
  cancelRound: { who: ['county'], body: { reason: '尚有需求' } },
  cancelMatch: { who: ['township', 'county'], body: { reason: '组织无法继续' } },
  getLedger: { who: LEDGER, ownDivision: true, target: '/v1/ledger?division=330302' },
  getTrialBalance: { who: LEDGER, ownDivision: true, target: '/v1/ledger/balance?division=330302' },
  listAccounts: { who: ['provider', 'community', 'township', 'county'] },
  getAccount: { who: ['provider', ...AUTHORITIES] },
  getMatchLedger: { who: CONCERNED },
  recordPurchase: { who: ['county'], body: PURCHASE },
  listPurchases: { who: ['county', 'city'], ownDivision: true, target: '/v1/purchases?division=330302' },
  getPurchase: { who: ['county', 'city'] },
  reversePurchase: { who: ['county'], body: { reason: '金额登记有误' } },
  getPurchaseShare: {
    who: ['county', 'city'],
    ownDivision: true,
    target: '/v1/purchase-share?division=330302',
  },
  listResourceList: { who: PARTAKERS, ownDivision: true, target: '/v1/resource-list?division=330302' },
  listMatches: { who: APPLICANTS, target: '/v1/matches?organisation=1' },
  getMatch: { who: ['applicant', ...PARTAKERS] },
  startMatch: { who: APPLICANTS },
  finishPhase: { who: APPLICANTS, target: '/v1/matches/1/phases/0/done' },
  completeMatch: { who: APPLICANTS },
  acceptMatch: { who: ['community', 'township'] },
  reportProgress: {
    who: APPLICANTS,
    body: { phase: 0, on: '2026-12-05', note: '上门探访', minutes: 60, participants: 1 },
  },
  listProgress: { who: ['applicant', ...PARTAKERS] },
  voidProgress: {
    who: [...APPLICANTS, 'township', 'county'],
    target: '/v1/matches/1/progress/1/void',
    body: { reason: '日期写错' },
  },
  recordSpending: { who: APPLICANTS, body: { resource: '1', fen: 1, on: '2026-12-05', what: '慰问品' } },
  listSpending: { who: ['applicant', ...PARTAKERS] },
  voidSpending: {
    who: [...APPLICANTS, 'township', 'county'],
    target: '/v1/matches/1/spending/1/void',
    body: { reason: '金额写错' },
  },
  beginEvidence: {
    who: [...APPLICANTS, 'community', 'township'],
    body: { contentType: 'image/png', size: 1, sha256: '0'.repeat(64) },
  },
  listEvidence: { who: ['applicant', ...PARTAKERS] },
  confirmEvidence: {
    who: [...APPLICANTS, 'community', 'township'],
    target: `/v1/matches/1/evidence/${'0'.repeat(64)}/confirm`,
  },
  downloadEvidence: {
    who: ['applicant', ...PARTAKERS],
    target: `/v1/matches/1/evidence/${'0'.repeat(64)}`,
  },
  removeEvidence: {
    who: [...APPLICANTS, 'community', 'township'],
    target: `/v1/matches/1/evidence/${'0'.repeat(64)}`,
  },
  evaluateMatch: { who: ['community', 'township'], body: { by: 'community', points: { effect: 5 } } },
  getEvaluation: { who: ['applicant', ...PARTAKERS] },
  openDispute: {
    who: [...APPLICANTS, 'community', 'township'],
    body: { about: 'completion', text: '少去了两次' },
  },
  listDisputes: { who: ['applicant', ...PARTAKERS] },
  answerDispute: {
    who: [...APPLICANTS, 'community', 'township'],
    target: '/v1/matches/1/disputes/1/answer',
    body: { text: '已补足' },
  },
  withdrawDispute: {
    who: [...APPLICANTS, 'community', 'township'],
    target: '/v1/matches/1/disputes/1/withdraw',
  },
  resolveDispute: {
    who: ['township', 'county'],
    target: '/v1/matches/1/disputes/1/resolve',
    body: { outcome: 'stands', text: '已完成' },
  },
  guideMatch: { who: ['township', 'county'], body: { text: '请两人同行' } },
  listNotes: { who: ['applicant', ...PARTAKERS] },
  announceContest: {
    who: ORGANISERS,
    ownDivision: true,
    body: {
      title: '大赛',
      division: '330302',
      entriesUntil: '2026-12-10',
      judgingUntil: '2026-12-18',
      prizes: [{ name: '一等奖', places: 1 }],
      judges: [{ role: 'agency', subject: 'j', name: '评委' }],
    },
  },
  listContests: { who: EVERYBODY },
  getContest: { who: EVERYBODY },
  changeContest: { who: ORGANISERS, body: { title: '大赛' } },
  cancelContest: { who: ORGANISERS, body: { reason: '申报不足' } },
  decideContest: { who: ORGANISERS },
  getContestResult: { who: EVERYBODY },
  listContestScores: { who: ORGANISERS },
  enterContest: { who: [...APPLICANTS, 'agency'], body: { title: '方案', plan: '方案', need: 'n' } },
  listContestEntries: { who: EVERYBODY },
  getContestEntry: { who: EVERYBODY },
  agreeToContestEntry: { who: APPLICANTS },
  withdrawContestEntry: { who: [...APPLICANTS, 'agency'], body: { reason: '方案需要调整' } },
  scoreContestEntry: { who: EVERYBODY, body: { points: [1] } },
  recuseFromContestEntry: { who: EVERYBODY, body: { reason: '曾为顾问' } },
  announceFair: {
    who: ORGANISERS,
    ownDivision: true,
    body: { title: '对接会', division: '330302', place: '文化中心', day: '2026-12-05' },
  },
  listFairs: { who: EVERYBODY },
  getFair: { who: EVERYBODY },
  changeFair: { who: ORGANISERS, body: { day: '2026-12-06' } },
  closeFair: { who: ORGANISERS },
  cancelFair: { who: ORGANISERS, body: { reason: '台风' } },
  attendFair: { who: ATTENDERS, body: { type: 'need', of: 'n' } },
  stayAwayFromFair: { who: ATTENDERS, body: { type: 'need', of: 'n' } },
  listFairAttendees: { who: EVERYBODY },
  recordFairOutcome: { who: ORGANISERS, body: { need: 'n', organisation: 'o' } },
  listFairOutcomes: { who: AUTHORITIES },
  listPushes: { who: ['county', 'city'] },
  getReceiver: { who: ['county', 'city'] },
  listReconciliations: { who: ['city'] },
  getPush: { who: ['county', 'city'] },
  previewPush: { who: ['county', 'city'] },
  replayPush: { who: ['city'] },
  getPushDocument: { who: 'public' },
};
