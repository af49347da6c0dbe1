import type { Acting } from '../../../shared/http/acting.ts';
import type { Answer } from '../../../shared/http/route.ts';
import type { Once } from '../../../shared/store/index.ts';
import type { Deps } from '../deps.ts';
import { withNote } from '../model/note.ts';
import { matchEntry } from '../offers/confirm.ts';
import { putRecord } from '../store/delivery.ts';
import { putMatch } from '../store/matches.ts';
import { having } from './find.ts';
import { tell } from './told.ts';

/**
 * The platform guides those who serve a need (M1.4).
 * @throws Problem as `having`
 */
export async function guide(
  id: string,
  { text }: { text: string },
  acting: Acting,
  deps: Deps,
  once: (answer: Answer) => { once?: Once },
): Promise<Answer> {
  const { match } = await having(['platform'], 'guide', id, acting, deps);
  const { match: after, note } = withNote(match, text, deps.now().toISOString());
  const answer: Answer = { status: 201, body: note, etag: after.version };
  const told = {
    key: `note.${note.serial}`,
    kind: 'guidance',
    text: `收到服务平台的指导意见：${text}`,
  } as const;
  await deps.store.save({
    writes: [putMatch(after), putRecord('note', id, note), ...tell(after, ['organisation'], told, deps)],
    audit: [matchEntry(id, 'guided', acting.caller, { note: note.serial })],
    ...once(answer),
  });
  return answer;
}
