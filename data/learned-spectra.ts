/** The spectra of trained networks as figures draw them. Runs in Node and in a browser. */
import { decodeTable } from "./decode.js";
import { learnedSpectraTable } from "./tables/learned-spectra.js";

type Phase = (typeof learnedSpectraTable)["columns"]["phase"]["values"][number];

/** One trained network with its spectrum. */
export interface LearnedSpectrum {
  phase: Phase;
  d: number;
  n: number;
  gamma: number;
  noise: number;
  lambda: number;
  seed: number;
  /** Error per coordinate ‖Ŝ − S*‖²_F/d. */
  mse: number;
  converged: boolean;
  /** Eigenvalues of the learned S, the largest first, without those that are as good as zero. */
  values: number[];
  /** How many are as good as zero. */
  zeros: number;
  /** Squared overlap of the eigenvector with the teacher's of the same rank, for the first ranks. */
  overlaps: number[];
}

/** Reads the file of `learned-spectra.arrow.ts`: one entry per trained network. Throws DataError. */
export function readLearnedSpectra(
  bytes: ArrayBuffer | Uint8Array,
  source = "learned-spectra.arrow",
): { spectra: LearnedSpectrum[]; command: string } {
  const { columns, length, metadata } = decodeTable(learnedSpectraTable, bytes, source);
  const spectra: LearnedSpectrum[] = [];
  for (let row = 0; row < length; row++) {
    const phase = columns.phase[row];
    const seed = columns.seed[row];
    let last = spectra[spectra.length - 1];
    if (last?.phase !== phase || last.seed !== seed) {
      last = {
        phase,
        d: columns.d[row],
        n: columns.n[row],
        gamma: columns.gamma[row],
        noise: columns.noise[row],
        lambda: columns.lambda[row],
        seed,
        mse: columns.mse[row],
        converged: columns.converged[row] === 1,
        values: [],
        zeros: 0,
        overlaps: [],
      };
      spectra.push(last);
    }
    if (columns.value[row] === 0) last.zeros += columns.count[row];
    else last.values.push(columns.value[row]);
    const overlap = columns.overlap[row];
    if (!Number.isNaN(overlap)) last.overlaps.push(overlap);
  }
  return { spectra, command: metadata.command };
}
