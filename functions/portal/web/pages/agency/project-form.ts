/** The form of a project (M1.2), and what of it is told to the API. Pure. */
import type { paths } from '../../api/generated/schema.d.ts';
import { fenOf, yuanOf } from '../../components/money.ts';
import { filledIn } from '../../components/patch.ts';
import type { texts } from '../../texts/index.ts';

export type Project = paths['/v1/projects/{id}']['get']['responses'][200]['content']['application/json'];
export type ProjectBody = NonNullable<
  paths['/v1/projects']['post']['requestBody']
>['content']['application/json'];

export interface PhaseForm {
  title: string;
  from: string;
  to: string;
  /** As it is typed. */
  yuan: string;
}
export interface ProjectForm {
  title: string;
  description: string;
  division: string;
  action: keyof typeof texts.words.action | '';
  kinds: string[];
  groups: string[];
  from: string;
  to: string;
  openUntil: string;
  needs: string[];
  phases: PhaseForm[];
  staff: number | '';
}

export const emptyPhase = (): PhaseForm => ({ title: '', from: '', to: '', yuan: '' });

/** The form of a project as it is kept; of a new one in a division. */
export const projectFormOf = (project: Partial<Project>): ProjectForm => ({
  title: project.title ?? '',
  description: project.description ?? '',
  division: project.division ?? '',
  action: project.action ?? '',
  kinds: [...(project.kinds ?? [])],
  groups: [...(project.groups ?? [])],
  from: project.period?.from ?? '',
  to: project.period?.to ?? '',
  openUntil: project.openUntil ?? '',
  needs: [...(project.needs ?? [])],
  phases: project.phases?.map(({ title, from, to, budgetFen }) => ({
    title,
    from,
    to,
    yuan: yuanOf(budgetFen),
  })) ?? [emptyPhase()],
  staff: project.staff ?? '',
});

/** What all phases together cost; what is no amount costs nothing. */
export const budgetOf = (phases: readonly PhaseForm[]): number =>
  phases.reduce((sum, { yuan }) => sum + (fenOf(yuan) ?? 0), 0);

const isTouched = ({ title, from, to, yuan }: PhaseForm) => [title, from, to, yuan].some((one) => one !== '');

/** What is filled in; a draft may lack anything, of a phase that is begun everything is told. */
export function projectBodyOf(form: ProjectForm): ProjectBody {
  const { from, to, phases, needs, ...rest } = form;
  const begun = phases.filter(isTouched);
  return filledIn({
    ...rest,
    title: form.title.trim(),
    description: form.description.trim(),
    period: from !== '' && to !== '' ? { from, to } : '',
    needs,
    phases: begun.map((phase) => ({
      title: phase.title.trim(),
      from: phase.from,
      to: phase.to,
      budgetFen: fenOf(phase.yuan) ?? 0,
    })),
    budgetFen: begun.length > 0 ? budgetOf(begun) : '',
  }) as ProjectBody;
}
