/** What publishing demands beyond what each field demands by itself. Pure. */
import { actionOf, KIND_OF_SERVICE_NAMES } from '../../../shared/actions/index.ts';
import type { FactsOf, NeedFacts, Period, ProjectFacts, ResourceFacts, Slot, SomeFacts } from './listing.ts';
import type { ListingType } from './terms.ts';
import { yuan } from './yuan.ts';

/** What is missing or wrong at a field, as JSON pointer, and what would be right. */
export interface FieldError {
  pointer: string;
  detail: string;
}

/** No sum of money is larger, as no amount is (shared/fields.ts). */
const MOST_FEN = 10_000_000_000_000;

const COMMON = ['title', 'division', 'period', 'openUntil'] as const;
const NEEDED = {
  need: [...COMMON, 'action', 'kinds', 'urgency', 'demand'],
  project: [...COMMON, 'action', 'kinds', 'needs', 'budgetFen', 'phases'],
  resource: [...COMMON, 'donor', 'donorName', 'gift'],
} as const satisfies { [T in ListingType]: readonly (keyof FactsOf[T])[] };

const NAMES: Readonly<Record<string, string>> = {
  title: '名称',
  division: '所在地',
  period: '起止日期',
  openUntil: '截止日期',
  action: '行动领域',
  kinds: '服务种类',
  urgency: '紧急程度',
  demand: '需要的组织数',
  needs: '所服务的需求',
  budgetFen: '预算',
  phases: '实施阶段',
  donor: '供给方类型',
  donorName: '供给方名称',
  gift: '资源内容',
};

const at = (field: string, detail: string): FieldError => ({ pointer: `#/${field}`, detail });

/**
 * What an entry lacks to be published, each at its field; empty when it can be.
 * @param today YYYY-MM-DD
 */
export function missingFrom(type: ListingType, facts: SomeFacts, today: string): FieldError[] {
  const missing = NEEDED[type]
    .filter((field) => (facts as Record<string, unknown>)[field] === undefined)
    .map((field) => at(field, `“${NAMES[field]}”须填写`));
  if (missing.length > 0) return missing;
  return [...timely(facts as FactsOf[ListingType], today), ...OWN[type](facts as never)];
}

function timely({ period, openUntil }: { period: Period; openUntil: string }, today: string): FieldError[] {
  const errors: FieldError[] = [];
  if (period.to < period.from) errors.push(at('period/to', `应不早于开始日期 ${period.from}`));
  if (period.to < today) errors.push(at('period/to', `应不早于今天（${today}）`));
  if (openUntil < today) errors.push(at('openUntil', `应不早于今天（${today}）`));
  if (openUntil > period.to) errors.push(at('openUntil', `应不晚于结束日期 ${period.to}`));
  return errors;
}

const OWN: { [T in ListingType]: (facts: FactsOf[T]) => FieldError[] } = { need, project, resource };

function need(facts: NeedFacts): FieldError[] {
  const { action, groups = [], urgency, emergency, slot, period } = facts;
  const errors = ofItsAction(facts);
  if (action === 'relief' && groups.length === 0)
    errors.push(at('groups', '救助类需求须写明服务对象（A1），只写类别，不写姓名'));
  if (urgency === 'emergency' && emergency === undefined)
    errors.push(at('emergency', '突发应急须写明是哪一类突发事件（A3）'));
  if (urgency !== 'emergency' && emergency !== undefined)
    errors.push(at('urgency', '写明了突发事件的，紧急程度应为 emergency（突发应急，A3）'));
  if (urgency === 'emergency' && action !== 'safety')
    errors.push(at('action', '突发应急属于平安行动，应为 safety（A3）'));
  if (slot && !within(slot, period)) errors.push(at('slot', '场地时间应在起止日期之内，结束晚于开始'));
  return errors;
}

function project(facts: ProjectFacts): FieldError[] {
  const { phases, budgetFen, period } = facts;
  const errors = ofItsAction(facts);
  const sum = phases.reduce((total, phase) => total + phase.budgetFen, 0);
  if (sum !== budgetFen)
    errors.push(at('budgetFen', `应等于各阶段预算之和 ${yuan(sum)}，现为 ${yuan(budgetFen)}`));
  for (const [index, { from, to }] of phases.entries()) {
    if (from < period.from || to > period.to || to < from)
      errors.push(at(`phases/${index}`, `阶段的起止日期应在 ${period.from} 至 ${period.to} 之内，先起后止`));
  }
  return errors;
}

function resource({ gift, period }: ResourceFacts): FieldError[] {
  if (gift.type === 'goods' && gift.quantity * gift.unitFen > MOST_FEN)
    return [at('gift/unitFen', `数量乘单价应不超过 ${yuan(MOST_FEN)}`)];
  if (gift.type !== 'venue') return [];
  const slots = gift.slots.map((slot, index) => ({ ...slot, index }));
  const outside = slots
    .filter((slot) => !within(slot, period))
    .map(({ index }) => at(`gift/slots/${index}`, '开放时间应在起止日期之内，结束晚于开始'));
  if (outside.length > 0) return outside;
  const sorted = slots.toSorted((a, b) => instant(a.from) - instant(b.from));
  return sorted.flatMap((slot, order) => {
    const before = sorted[order - 1];
    return before && instant(before.to) > instant(slot.from)
      ? [at(`gift/slots/${slot.index}`, `与另一段开放时间（${before.from} 起）重叠`)]
      : [];
  });
}

function ofItsAction({ action, kinds }: Pick<NeedFacts, 'action' | 'kinds'>): FieldError[] {
  return kinds.flatMap((kind, index) =>
    actionOf(kind) === action
      ? []
      : [at(`kinds/${index}`, `“${KIND_OF_SERVICE_NAMES[kind]}”不属于所选的行动，请改选种类或行动`)],
  );
}

const instant = (text: string) => Date.parse(text);
/** Midnight of a day in Asia/Shanghai, which has no summer time. */
const midnight = (day: string) => Date.parse(`${day}T00:00:00+08:00`);
const DAY_MS = 86_400_000;

/** Whether a slot has a length and lies on the days of a period, in Wenzhou's time. */
export function within({ from, to }: Slot, period: Period): boolean {
  return (
    instant(from) < instant(to) &&
    instant(from) >= midnight(period.from) &&
    instant(to) <= midnight(period.to) + DAY_MS
  );
}
