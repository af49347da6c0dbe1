/** Prints an access token of the local issuer: npm run -s token -- --role county --division 330302 [--sub S] [--minutes 60] */
import { parseArgs } from 'node:util';
import { ROLES, type Role } from '../../shared/auth/caller.ts';
import { CITY, isKnownDivision } from '../../shared/divisions/index.ts';
import { issueToken } from './issuer.ts';

try {
  const { values } = parseArgs({
    options: {
      role: { type: 'string' },
      division: { type: 'string', default: CITY.code },
      sub: { type: 'string' },
      minutes: { type: 'string', default: '60' },
    },
  });
  const role = ROLES.find((one) => one === values.role);
  if (!role) throw new Error(`--role must be one of ${ROLES.join(', ')}`);
  if (!isKnownDivision(values.division)) {
    throw new Error(`--division ${values.division} is no division of ${CITY.name} (${CITY.code})`);
  }
  const minutes = Number(values.minutes);
  if (!Number.isInteger(minutes) || minutes < 1) throw new Error('--minutes must be a whole number from 1');
  const subject = values.sub ?? defaultSubject(role, values.division);
  if (subject.trim() === '' || subject.length > 200) throw new Error('--sub must have 1 to 200 characters');
  process.stdout.write(`${await issueToken({ subject, role, division: values.division }, minutes)}\n`);
} catch (error) {
  console.error(`token: ${(error as Error).message}`);
  process.exitCode = 2;
}

function defaultSubject(role: Role, division: string): string {
  return `${role}-${division}`;
}
