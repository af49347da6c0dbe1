/** What became of an organisation while an application about it was under way: several may be (decision 6). */
import type { Application } from './application.ts';
import { isOver, type Organisation } from './organisation.ts';
import { STATUS_NAMES, TRACK_NAMES } from './terms.ts';

/**
 * Why an application about an organisation can no longer be decided, in words; undefined when nothing speaks against it.
 * On another track another authority decides; a name that goes back to one given up meanwhile would be checked by nobody.
 */
export function overtaken(
  { matter, about }: Pick<Application, 'matter' | 'about'>,
  organisation: Organisation,
): string | undefined {
  const { status, track, name, kind } = organisation;
  if (isOver(organisation)) return `组织${STATUS_NAMES[status]}，这个申请不能再办理`;
  if (track !== about!.track)
    return `组织在申请之后已转为${TRACK_NAMES[track]}，这个申请不能再办理，请由组织重新申请`;
  const { fields } = about!;
  const isNamed = fields.includes('name') || fields.includes('kind');
  if (isNamed && (name !== about!.name || kind !== about!.kind))
    return `组织在申请之后已更名为“${name}”，这个申请不能再办理，请由组织重新申请`;
  if (matter === 'upgrade' && status !== 'active') return `组织${STATUS_NAMES[status]}，恢复后再办理升级`;
  return undefined;
}
