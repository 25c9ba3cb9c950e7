// Prints what each page of the built site transfers before anyone touches it, against the target.
import { parseArgs } from "node:util";
import { distPages } from "../../tools/dist.js";
import { dist, Site } from "./site.js";

const target = 400_000;

const { values } = parseArgs({ options: { files: { type: "boolean", short: "f", default: false } } });
const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1).padStart(9);

const site = await Site.start();
console.log(`${"page".padEnd(28)} files   brotli, kB    plain, kB   of ${target / 1000} kB`);
try {
  for (const path of distPages(dist)) {
    const { transfers, close } = await site.visit(path);
    // What a worker of the page asks for again comes from the browser's cache.
    const files = [...new Map((await transfers()).map((transfer) => [transfer.path, transfer])).values()];
    await close();
    const brotli = files.reduce((sum, t) => sum + t.brotli, 0);
    const plain = files.reduce((sum, t) => sum + t.bytes, 0);
    const share = `${Math.round((100 * brotli) / target)} %${brotli > target ? "  over" : ""}`;
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
