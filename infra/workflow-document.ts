import { TRACK_NAMES } from '../functions/registration/model/terms.ts';
import {
  type Actor,
  EVENT_NAMES,
  EVENTS,
  GUARDS,
  isOver,
  STATE_NAMES,
  STATES,
  TRANSITIONS,
  type Transition,
} from '../functions/registration/model/workflow.ts';
import { TRACKS, type Track } from '../shared/events/shapes.ts';

const ACTORS: Readonly<Record<Actor, string>> = {
  applicant: '申请人',
  authority: '办理机关',
  naming: '名称服务',
  clock: '定时检查',
};

/** The life of an application as a page of Markdown: a diagram, and every step that each state allows. */
export function workflowDocument(): string {
  return `# The life of an application

Made from \`functions/registration/model/workflow.ts\` by \`npm run docs:workflow\`. What the table does not hold is
refused, with the reason in Chinese. Tracks: 登记 registration by the county (C1.2), 备案 filing with the township
(C1.4), 村居管理 management by the village (C1.5).

\`\`\`mermaid
stateDiagram-v2
${diagram().join('\n')}
\`\`\`

| state | event | by | leads to | on the tracks | unless |
| --- | --- | --- | --- | --- | --- |
${table().join('\n')}
`;
}

/** States under their Chinese names; the events between two of them stand on one arrow. */
function diagram(): string[] {
  const arrows = new Map<string, Set<string>>();
  for (const { from, to, event, tracks } of TRANSITIONS) {
    for (const state of from) {
      const arrow = `${state} --> ${to}`;
      const label = EVENT_NAMES[event] + (tracks ? `（${namesOf(tracks)}）` : '');
      arrows.set(arrow, (arrows.get(arrow) ?? new Set()).add(label));
    }
  }
  return [
    ...STATES.map((state) => `  state "${STATE_NAMES[state]}" as ${state}`),
    `  [*] --> ${STATES[0]}`,
    ...[...arrows].map(([arrow, labels]) => `  ${arrow}: ${[...labels].join('、')}`),
    ...STATES.filter(isOver).map((state) => `  ${state} --> [*]`),
  ];
}

/** A row for every step, by state and event. */
function table(): string[] {
  return STATES.flatMap((state) =>
    EVENTS.flatMap((event) =>
      TRANSITIONS.filter((one) => one.event === event && one.from.includes(state)).map((one) => {
        const { by, to, guards, tracks = TRACKS }: Transition = one;
        const unless = guards.map((guard) => GUARDS[guard]).join('<br>');
        const cells = [
          STATE_NAMES[state],
          EVENT_NAMES[event],
          ACTORS[by],
          STATE_NAMES[to],
          namesOf(tracks),
          unless,
        ];
        return `| ${cells.join(' | ')} |`;
      }),
    ),
  );
}

const namesOf = (tracks: readonly Track[]) => tracks.map((track) => TRACK_NAMES[track]).join('、');
