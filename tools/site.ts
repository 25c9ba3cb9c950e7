import { existsSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./paths.js";

export const title = "Scaling laws and spectra of feature learning";

/** A bulk and three outliers, as a data address: no file to fetch. */
export const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M0 15a5 9 0 0 1 10 0z" fill="#d9730d"/><path d="M11 15v-9m2 9v-9m2 9v-9" stroke="#2b65d9"/></svg>',
)}`;

/** The home page's name in the side bar. */
export const home = "The phase diagram";

/** The pages of the side bar in reading order; one that is not written yet is left out. */
const order = [
  { file: "setup", name: "Two networks, one law" },
  { file: "state-evolution", name: "State evolution" },
  { file: "scaling-laws", name: "Scaling laws" },
  { file: "plateaus", name: "Plateaus" },
  { file: "overfitting", name: "Overfitting and its peak" },
  { file: "spectra", name: "Spectra of the six phases" },
  { file: "power-law-tails", name: "Power-law tails" },
  { file: "decomposition", name: "Where the error comes from" },
  { file: "optimal-regularisation", name: "The best weight decay" },
  { file: "noiseless", name: "Without noise" },
  { file: "universality", name: "Universality" },
  { file: "training", name: "Training in time" },
  { file: "width", name: "Narrow networks" },
  { file: "training-error", name: "Training and test error" },
  { file: "limits", name: "What is proved, what is not" },
  { file: "teach", name: "For teachers" },
  { file: "agreement", name: "Theory beside real networks" },
  { file: "references", name: "References and notation" },
  { file: "data-dictionary", name: "Data dictionary" },
];

export function pages(source = join(repository, "src")): { name: string; path: string }[] {
  return order
    .filter(({ file }) => existsSync(join(source, `${file}.md`)))
    .map(({ file, name }) => ({ name, path: `/${file}` }));
}

export const footer = `A companion to <cite>Scaling Laws and Spectra of Shallow Neural Networks in the Feature Learning Regime</cite>
by Leonardo Defilippis, Yizhou Xu, Julius Girardin, Emanuele Troiani, Vittorio Erba, Lenka Zdeborová, Bruno Loureiro and Florent Krzakala,
ICLR 2026, <a href="https://arxiv.org/abs/2509.24882">arXiv:2509.24882</a>.`;
