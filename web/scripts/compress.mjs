/** Writes a `.gz` beside each file of `dist` that gets smaller by it, so that the server need not compress. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist', import.meta.url));

for (const name of readdirSync(dist, { recursive: true })) {
  const file = join(dist, String(name));
  if (!statSync(file).isFile() || /\.(gz|woff2|png)$/.test(file)) continue;
  const plain = readFileSync(file);
  const packed = gzipSync(plain, { level: 9 });
  if (packed.length < 0.9 * plain.length) writeFileSync(`${file}.gz`, packed);
}
