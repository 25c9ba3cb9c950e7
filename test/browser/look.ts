// Takes pictures of pages of the built site, wide and narrow, light and dark:
//   npm run look -- [--out FOLDER] [--top] PATH …
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Site, scrollThrough } from "./site.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: "string", default: ".cache/look" },
    top: { type: "boolean", default: false },
    scheme: { type: "string", multiple: true, default: ["light", "dark"] },
    width: { type: "string", multiple: true, default: ["1280", "390"] },
  },
});
const out = values.out;
mkdirSync(out, { recursive: true });
const site = await Site.start();
try {
  for (const path of positionals) {
    for (const scheme of values.scheme as ("light" | "dark")[]) {
      for (const width of values.width.map(Number)) {
        const { page, problems, close } = await site.visit(path, {
          colorScheme: scheme,
          viewport: { width, height: width < 600 ? 844 : 800 },
        });
        await scrollThrough(page);
        const name = `${path.replace(/\W+/g, "-").replace(/^-|-$/g, "") || "index"}-${width}-${scheme}.png`;
        await page.screenshot({ path: join(out, name), fullPage: !values.top });
        console.log(join(out, name), problems.length > 0 ? problems : "");
        await close();
      }
    }
  }
} finally {
  await site.stop();
}
