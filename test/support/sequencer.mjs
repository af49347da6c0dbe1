import Sequencer from '@jest/test-sequencer';

/** Minutes each, whatever their size: begun last, one of them would run on alone while the other processor waits. */
const LONG = [
  'journeys/local-cloud',
  'integration/reporting/push-faults',
  'integration/activity/rates-recompute',
  'browser/every-page',
  'integration/cli/commands',
  'integration/registration/import-progress',
  'browser/resident',
  'integration/http/access',
  'integration/registration/workflow-walk',
  'integration/activity/faults',
  'integration/activity/rates-causes',
  'integration/matching/round-faults',
];

/** The long ones first, the others as Jest has them. */
export default class LongFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const at = LONG.findIndex((name) => path.endsWith(`/test/${name}.test.ts`));
      return at < 0 ? LONG.length : at;
    };
    return [...super.sort(tests)].sort((a, b) => place(a) - place(b));
  }
}
