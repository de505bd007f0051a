/** Fails when the scripts and styles of the board page, its worker included, are larger than allowed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 90;
const dist = fileURLToPath(new URL('../dist', import.meta.url));

let total = 0;
for (const name of readdirSync(dist, { recursive: true }).map(String).sort()) {
  if (!/\.(js|css)$/.test(name)) continue;
  const size = gzipSync(readFileSync(join(dist, name)), { level: 9 }).length;
  total += size;
  console.log(`${(size / 1000).toFixed(1).padStart(7)} kB gz  ${name}`);
}
console.log(`${(total / 1000).toFixed(1).padStart(7)} kB gz  in all, limit ${LIMIT_KB} kB`);
if (total > LIMIT_KB * 1000) process.exit(1);
