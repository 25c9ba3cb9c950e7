import { Site } from "../test/browser/site.js";

const site = await Site.start();
for (let i = 0; i < 3; i++) {
  const { page, close } = await site.open("/");
  await page.emulateMedia({ media: "print" });
  console.log(
    JSON.stringify(
      await page.evaluate(() => {
        dispatchEvent(new Event("beforeprint"));
        return [...document.querySelectorAll<HTMLElement>("main figure.frame")].map((f) => [
          f.id,
          f.dataset.state,
          f.offsetHeight,
          [...f.querySelectorAll(".live-figure svg, .live-figure canvas")].map((p) => {
            const r = p.getBoundingClientRect();
            return [Math.round(r.width), Math.round(r.height)];
          }),
          f.querySelector(".live-figure")!.innerHTML.slice(0, 60),
          [...f.querySelectorAll("details")].length,
        ]);
      }),
    ),
  );
  await close();
}
await site.stop();
