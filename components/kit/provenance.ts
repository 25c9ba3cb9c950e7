/** Where a figure comes from: said with everything that is taken away from it. */
export interface Provenance {
  /** Its name, unique on the site. */
  figure: string;
  /** The finding. */
  title: string;
  caption: string;
  /** The state of the page that is shown, by the names a reader knows: "γ" → "1.25". */
  parameters: Readonly<Record<string, string>>;
  /** The page in this state. */
  link: string;
  /** Makes the figure again. */
  command: string;
}

export const LICENCE = "MIT";

export const CITATION =
  "Defilippis, Xu, Girardin, Troiani, Erba, Zdeborová, Loureiro, Krzakala: Scaling Laws and Spectra of Shallow Neural Networks in the Feature Learning Regime, ICLR 2026, arXiv:2509.24882";

export const parametersOf = ({ parameters }: Provenance): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${name} = ${value}`)
    .join("; ");
