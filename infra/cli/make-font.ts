/**
 * Makes the font of the charts in reports anew: Noto Sans SC (SIL Open Font License 1.1), cut down to the characters that
 * charts may show. `node infra/cli/make-font.ts`: fetches the published package from the npm registry, writes the font and its
 * licence beside the code that draws.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import subsetFont from 'subset-font';
import { CITY, divisionsWithin, LEVELS } from '../../shared/divisions/index.ts';

const SOURCE = '@fontsource/noto-sans-sc@5.3.0';
const FOLDER = join(import.meta.dirname, '../../functions/reporting/documents/fonts');
const ROOT = join(import.meta.dirname, '../..');

/** The characters in everyday use (GB/T 2312, level 1), so that a new indicator's name is nearly always there. */
function everyday(): string {
  const decoder = new TextDecoder('gb18030');
  const rows = Array.from({ length: 0xd7 - 0xb0 + 1 }, (_, row) => row + 0xb0);
  return rows
    .flatMap((row) =>
      Array.from({ length: 94 }, (_, cell) => decoder.decode(Buffer.from([row, cell + 0xa1]))),
    )
    .filter((character) => /\p{Script=Han}/u.test(character))
    .join('');
}

const PUNCTUATION = '，。、；：？！“”‘’（）《》〈〉【】—…·％￥≥≤×〇';
const ascii = Array.from({ length: 95 }, (_, at) => String.fromCharCode(0x20 + at)).join('');
const names = LEVELS.flatMap((level) => divisionsWithin(CITY.code, level).map(({ name }) => name)).join('');
const policy = readFileSync(join(ROOT, 'functions/reporting/policy/indicators.json'), 'utf8');
const characters = [...new Set(`${ascii}${PUNCTUATION}${everyday()}${names}${policy}`)].sort().join('');

const folder = mkdtempSync(join(tmpdir(), 'font-'));
try {
  const packed = execFileSync('npm', ['pack', '--silent', SOURCE], { cwd: folder, encoding: 'utf8' }).trim();
  execFileSync('tar', ['-xzf', packed], { cwd: folder });
  const file = join(folder, 'package/files/noto-sans-sc-chinese-simplified-400-normal.woff2');
  const font = await subsetFont(readFileSync(file), characters, { targetFormat: 'truetype' });
  writeFileSync(join(FOLDER, 'noto-sans-sc.ttf'), font);
  copyFileSync(join(folder, 'package/LICENSE'), join(FOLDER, 'LICENSE'));
  process.stdout.write(`${characters.length} characters, ${Math.round(font.length / 1000)} kB\n`);
} finally {
  rmSync(folder, { recursive: true });
}
