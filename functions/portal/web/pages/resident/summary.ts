/** An application in short, line by line, as it is read over before it is submitted. */
import { texts } from '../../texts/index.ts';
import type { Step } from './steps.ts';
import type { Application } from './types.ts';

export interface Line {
  step: Step;
  label: string;
  text: string;
}

/** Everything that is filled in, in words; what is not is said so. */
export function summaryOf(
  { draft, attachments }: Pick<Application, 'draft' | 'attachments'>,
  /** Name of the division. */
  division: string,
): Line[] {
  const { track, name, purpose, people, place, check, wizard } = texts.resident;
  const { words } = texts;
  const { premises, members } = draft;
  const lines: [Step, string, string | undefined][] = [
    ['track', wizard.steps.track, draft.track && words.track[draft.track]],
    ['track', track.kind, draft.kind && words.kind[draft.kind]],
    ['track', texts.app.division, division],
    ['track', track.members, members && check.members(members.individuals, members.units)],
    ['track', track.staff, draft.staff === undefined ? undefined : check.people(draft.staff)],
    [
      'track',
      track.capitalShort,
      draft.capitalFen === undefined
        ? undefined
        : check.yuan((draft.capitalFen / 100).toLocaleString('zh-CN')),
    ],
    ['name', name.name, draft.name],
    ['purpose', purpose.purpose, draft.purpose],
    ['purpose', purpose.scope, draft.scope],
    ['purpose', purpose.actions, draft.actions?.map((one) => words.action[one]).join('、')],
    ['people', people.founders, namesOf(draft.founders)],
    ['people', people.leaders, namesOf(draft.leaders)],
    [
      'place',
      place.premises,
      premises && place.about(premises.address, premises.squareMetres, words.premisesRight[premises.right]),
    ],
    ['place', place.proof, draft.capitalProof && words.capitalProof[draft.capitalProof]],
    ['papers', wizard.steps.papers, attachments.map(({ fileName }) => fileName).join('、')],
  ];
  return lines.map(([step, label, text]) => ({ step, label, text: text || check.empty }));
}

const namesOf = (people: Application['draft']['founders']) =>
  people?.map(({ name, position }) => `${name}（${position}）`).join('、');
