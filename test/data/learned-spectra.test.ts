import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { learnedSpectra, learnedSpectraTable } from "../../data/tables/learned-spectra.js";
import { readTable } from "../../data/tables/read.js";
import { trainedRunsTable } from "../../data/tables/trained-runs.js";
import { trainedSpectraTable } from "../../data/tables/trained-spectra.js";
import { repository } from "../../tools/paths.js";

it("the condensed spectra hold every eigenvalue of every run that is not as good as zero, and count the others", {
  timeout: 60_000,
}, () => {
  const bytes = execFileSync(process.execPath, ["--import", "tsx", "data/learned-spectra.arrow.ts"], {
    cwd: repository,
    maxBuffer: 1e8,
  });
  const table = readTable(learnedSpectraTable, new Uint8Array(bytes));
  const spectra = learnedSpectra(table);
  expect(table.metadata.command).toBe("npx tsx data/learned-spectra.arrow.ts");
  for (const phase of ["Ia", "Ib"] as const) {
    const path = (kind: string) => join(repository, "data", "experiments", `spectra-${phase}.${kind}.arrow`);
    const runs = readTable(trainedRunsTable, readFileSync(path("runs"))).rows;
    const rows = readTable(trainedSpectraTable, readFileSync(path("spectra"))).rows;
    const own = spectra.filter((spectrum) => spectrum.phase === phase);
    expect(own.map(({ seed }) => seed)).toEqual(runs.map(({ seed }) => seed));
    for (const { seed, d, n, mse, values, zeros, overlaps } of own) {
      const run = runs.find((row) => row.seed === seed)!;
      expect([d, n, mse]).toEqual([run.d, run.n, run.mse]);
      expect(values.length + zeros).toBe(d);
      const full = rows.filter((row) => row.run === run.run);
      values.forEach((value, k) => {
        expect(Math.abs(value / full[k].value - 1)).toBeLessThan(2 ** -16);
      });
      for (const { value } of full.slice(values.length)) expect(value).toBeLessThan(1e-4);
      expect(overlaps).toHaveLength(Math.min(values.length, 10));
    }
  }
  // Small enough to come with a page.
  expect(bytes.length).toBeLessThan(1_500_000);
});

it("a damaged file is refused", () => {
  expect(() => readTable(learnedSpectraTable, new Uint8Array(7))).toThrow(
    "learned-spectra.arrow: is not an Arrow stream",
  );
});
