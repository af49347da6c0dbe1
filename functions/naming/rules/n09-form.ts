import { KIND_NAMES, type Kind } from '../schema.ts';
import type { Stretch } from './reading/tail.ts';
import { type Case, type Fault, faultAt, faultOfAll, notice129, order69, plan, type Rule } from './rule.ts';

const REGISTERED = ['association', 'private-non-enterprise', 'foundation'] as const;

export const formOfItsKind: Rule = {
  id: 'N09',
  title: '标识名称、组织形式与类别相符，不用总、连锁、集团',
  sources: [plan(REGISTERED), order69(undefined, REGISTERED), notice129(7)],
  find(judged) {
    const { reading, policy } = judged;
    const allowed = policy.data.forms[reading.kind].words;
    const faults = enlarging(judged);
    if (faults.length > 0) return faults;
    const { form, branch } = reading;
    // A branch's ending instead of a form word is N26's.
    if (!form && branch) return [];
    if (!form) {
      return [
        faultOfAll(
          reading,
          'error',
          `缺少${labelOf(reading.kind)}，${KIND_NAMES[reading.kind]}可用：${allowed.slice(0, 8).join('、')}等`,
        ),
      ];
    }
    if (form.kinds.includes(reading.kind)) return [];
    const owners = ownersOf(form.word, form.kinds, judged);
    return [
      faultAt(
        reading,
        form,
        'error',
        `“${form.word}”是${owners}的${labelOf(reading.kind)}，${KIND_NAMES[reading.kind]}可用：${allowed.slice(0, 8).join('、')}等`,
        policy.data.suggestions.form[reading.kind],
      ),
    ];
  },
};

function labelOf(kind: Kind): string {
  return kind === 'private-non-enterprise' ? '组织形式' : '标识名称';
}

function ownersOf(word: string, kinds: readonly Kind[], { policy }: Case): string {
  if (policy.data.teamOnlyForms.words.includes(word)) return KIND_NAMES.team;
  const registered = kinds.filter((kind) => kind !== 'team');
  return (registered.length > 0 ? registered : kinds).map((kind) => KIND_NAMES[kind]).join('、');
}

/** M and art. 7 of 民发〔1999〕129号: no 总, 连锁, 集团. */
function enlarging({ reading, policy }: Case): Fault[] {
  const { text } = reading.folded;
  const found: Stretch[] = reading.enlarging ? [reading.enlarging] : [];
  const { forms, anywhere } = policy.data.enlarging;
  if (reading.form && forms.includes(reading.form.word)) found.push(reading.form);
  for (const word of anywhere) {
    const at = text.indexOf(word, reading.content.start);
    if (at >= 0 && at < reading.content.end) found.push({ start: at, end: at + word.length });
  }
  return found
    .slice(0, 1)
    .map((stretch) =>
      faultAt(
        reading,
        stretch,
        'error',
        `名称中不得使用“总”“连锁”“集团”等字样，请去掉“${text.slice(stretch.start, stretch.end)}”`,
      ),
    );
}
