// Prints what each page of the built site transfers before anyone touches it, against the target.
import { parseArgs } from "node:util";
import { distPages } from "../../tools/dist.js";
import { complete, dist, LIMITS, Site } from "./site.js";

const { values } = parseArgs({ options: { files: { type: "boolean", short: "f", default: false } } });
const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1).padStart(9);

const site = await Site.start();
console.log(
  `${"page".padEnd(28)} files   brotli, kB    plain, kB   of ${LIMITS.brotli / 1000} kB (and ${LIMITS.requests} files)`,
);
try {
  for (const path of distPages(dist)) {
    const visit = await site.visit(path);
    await complete(visit.page);
    const files = await visit.files();
    await visit.close();
    const brotli = files.reduce((sum, t) => sum + t.brotli, 0);
    const plain = files.reduce((sum, t) => sum + t.bytes, 0);
    const share = `${Math.round((100 * brotli) / LIMITS.brotli)} %${brotli > LIMITS.brotli || files.length > LIMITS.requests ? "  over" : ""}`;
    console.log(
      `${path.padEnd(28)} ${String(files.length).padStart(5)}  ${kilobytes(brotli)}    ${kilobytes(plain)}   ${share}`,
    );
    if (!values.files) continue;
    for (const t of files.sort((a, b) => b.brotli - a.brotli))
      console.log(`  ${kilobytes(t.brotli)}  ${t.path}`);
  }
} finally {
  await site.stop();
}
