/** What a package of Office (ECMA-376) holds, as far as its table of contents tells. */
import { text } from 'node:stream/consumers';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import yauzl, { type Entry } from 'yauzl';

/** A table of contents of a package; a genuine one has some dozen entries and a few kilobytes. */
const CONTENTS = '[Content_Types].xml';
const MOST_ENTRIES = 10_000;
const MOST_BYTES = 1_000_000;

/**
 * The content types of a package's parts, from its one table of contents; nothing else is unpacked.
 * @throws Error for what is no package
 */
export async function partTypes(whole: Buffer): Promise<string[]> {
  const zip = await yauzl.fromBufferPromise(whole, { lazyEntries: true, validateEntrySizes: true });
  if (zip.entryCount > MOST_ENTRIES) throw new Error('Too many entries');
  const tables: Entry[] = [];
  for await (const entry of zip.eachEntry())
    if (entry.fileName.toLowerCase() === CONTENTS.toLowerCase()) tables.push(entry);
  const [table, ...twins] = tables;
  if (!table || twins.length > 0 || table.uncompressedSize > MOST_BYTES)
    throw new Error('No table of contents');
  const types: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('A package has no document types');
  });
  parser.on('opentag', ({ attributes }: SaxesTagPlain) => {
    if (attributes.ContentType !== undefined) types.push(attributes.ContentType);
  });
  parser.write(await text(await zip.openReadStreamPromise(table))).close();
  return types;
}
