/** The works that the site cites. */

export interface Reference {
  /** Anchor on the page of references, and key in BibTeX. */
  key: string;
  type: "article" | "inproceedings" | "misc";
  authors: string[];
  title: string;
  /** Journal, conference or series. */
  venue: string;
  year: number;
  /** Volume, issue and pages, as printed. */
  where?: string;
  arxiv?: string;
  doi?: string;
  /** What the site takes from it. */
  use: string;
}

export const REFERENCES: readonly Reference[] = [
  {
    key: "defilippis2026",
    type: "inproceedings",
    authors: [
      "Leonardo Defilippis",
      "Yizhou Xu",
      "Julius Girardin",
      "Emanuele Troiani",
      "Vittorio Erba",
      "Lenka Zdeborová",
      "Bruno Loureiro",
      "Florent Krzakala",
    ],
    title: "Scaling Laws and Spectra of Shallow Neural Networks in the Feature Learning Regime",
    venue: "International Conference on Learning Representations",
    year: 2026,
    arxiv: "2509.24882",
    use: "The paper that this site accompanies: the phases, the spectra, the decomposition of the error and the optimal rates.",
  },
  {
    key: "width2026",
    type: "misc",
    authors: [],
    title: "How Width and Data Shape Generalization Scaling Laws in Quadratic Neural Networks",
    venue: "arXiv preprint",
    year: 2026,
    arxiv: "2606.28242",
    use: "The companion paper on networks narrower than their input.",
  },
  {
    key: "nuclear2025",
    type: "misc",
    authors: ["Vittorio Erba", "Emanuele Troiani", "Lenka Zdeborová", "Florent Krzakala"],
    title: "The Nuclear Route: Sharp Asymptotics of ERM in Overparameterized Quadratic Networks",
    venue: "arXiv preprint",
    year: 2025,
    arxiv: "2505.17958",
    use: "Quadratic networks with weight decay as nuclear-norm matrix sensing, and their sharp asymptotics.",
  },
  {
    key: "tibshirani1996",
    type: "article",
    authors: ["Robert Tibshirani"],
    title: "Regression Shrinkage and Selection via the Lasso",
    venue: "Journal of the Royal Statistical Society, Series B",
    where: "58(1), 267–288",
    year: 1996,
    use: "The LASSO, which the diagonal network solves.",
  },
  {
    key: "recht2010",
    type: "article",
    authors: ["Benjamin Recht", "Maryam Fazel", "Pablo A. Parrilo"],
    title: "Guaranteed Minimum-Rank Solutions of Linear Matrix Equations via Nuclear Norm Minimization",
    venue: "SIAM Review",
    where: "52(3), 471–501",
    year: 2010,
    doi: "10.1137/070697835",
    use: "Nuclear-norm matrix sensing, which the quadratic network solves.",
  },
  {
    key: "bayati2012",
    type: "article",
    authors: ["Mohsen Bayati", "Andrea Montanari"],
    title: "The LASSO Risk for Gaussian Matrices",
    venue: "IEEE Transactions on Information Theory",
    where: "58(4), 1997–2017",
    year: 2012,
    doi: "10.1109/TIT.2011.2174612",
    use: "The proof of state evolution for the LASSO where samples grow in proportion to the dimension.",
  },
  {
    key: "donoho1994",
    type: "article",
    authors: ["David L. Donoho", "Iain M. Johnstone"],
    title: "Ideal Spatial Adaptation by Wavelet Shrinkage",
    venue: "Biometrika",
    where: "81(3), 425–455",
    year: 1994,
    doi: "10.1093/biomet/81.3.425",
    use: "Soft thresholding, and the universal threshold at the edge of the noise.",
  },
  {
    key: "baik2005",
    type: "article",
    authors: ["Jinho Baik", "Gérard Ben Arous", "Sandrine Péché"],
    title: "Phase Transition of the Largest Eigenvalue for Nonnull Complex Sample Covariance Matrices",
    venue: "The Annals of Probability",
    where: "33(5), 1643–1697",
    year: 2005,
    doi: "10.1214/009117905000000233",
    use: "The threshold at which a feature leaves the bulk.",
  },
  {
    key: "benaych2011",
    type: "article",
    authors: ["Florent Benaych-Georges", "Raj Rao Nadakuditi"],
    title: "The Eigenvalues and Eigenvectors of Finite, Low Rank Perturbations of Large Random Matrices",
    venue: "Advances in Mathematics",
    where: "227(1), 494–521",
    year: 2011,
    doi: "10.1016/j.aim.2011.02.007",
    use: "Position and overlap of an outlier.",
  },
  {
    key: "biane1997",
    type: "article",
    authors: ["Philippe Biane"],
    title: "On the Free Convolution with a Semi-circular Distribution",
    venue: "Indiana University Mathematics Journal",
    where: "46(3), 705–718",
    year: 1997,
    use: "The law of the teacher plus noise, without complex root finding.",
  },
  {
    key: "bun2016",
    type: "article",
    authors: ["Joël Bun", "Romain Allez", "Jean-Philippe Bouchaud", "Marc Potters"],
    title: "Rotational Invariant Estimator for General Noisy Matrices",
    venue: "IEEE Transactions on Information Theory",
    where: "62(12), 7475–7490",
    year: 2016,
    use: "The mean of a teacher eigenvalue given the noisy one: x − 2δ²H(x).",
  },
  {
    key: "belkin2019",
    type: "article",
    authors: ["Mikhail Belkin", "Daniel Hsu", "Siyuan Ma", "Soumik Mandal"],
    title: "Reconciling Modern Machine-Learning Practice and the Classical Bias–Variance Trade-off",
    venue: "Proceedings of the National Academy of Sciences",
    where: "116(32), 15849–15854",
    year: 2019,
    doi: "10.1073/pnas.1903070116",
    use: "Double descent.",
  },
  {
    key: "hill1975",
    type: "article",
    authors: ["Bruce M. Hill"],
    title: "A Simple General Approach to Inference About the Tail of a Distribution",
    venue: "The Annals of Statistics",
    where: "3(5), 1163–1174",
    year: 1975,
    doi: "10.1214/aos/1176343247",
    use: "The estimate of a tail exponent from the largest values.",
  },
  {
    key: "clauset2009",
    type: "article",
    authors: ["Aaron Clauset", "Cosma Rohilla Shalizi", "M. E. J. Newman"],
    title: "Power-Law Distributions in Empirical Data",
    venue: "SIAM Review",
    where: "51(4), 661–703",
    year: 2009,
    doi: "10.1137/070710111",
    use: "The standard method for fitting and testing a power-law tail.",
  },
  {
    key: "martin2021",
    type: "article",
    authors: ["Charles H. Martin", "Michael W. Mahoney"],
    title:
      "Implicit Self-Regularization in Deep Neural Networks: Evidence from Random Matrix Theory and Implications for Learning",
    venue: "Journal of Machine Learning Research",
    where: "22(165), 1–73",
    year: 2021,
    use: "The five-plus-one phases of training, told by the spectra of weights.",
  },
  {
    key: "gunasekar2017",
    type: "inproceedings",
    authors: [
      "Suriya Gunasekar",
      "Blake Woodworth",
      "Srinadh Bhojanapalli",
      "Behnam Neyshabur",
      "Nathan Srebro",
    ],
    title: "Implicit Regularization in Matrix Factorization",
    venue: "Advances in Neural Information Processing Systems",
    year: 2017,
    arxiv: "1705.09280",
    use: "Gradient descent from a small start favours a small nuclear norm.",
  },
  {
    key: "woodworth2020",
    type: "inproceedings",
    authors: [
      "Blake Woodworth",
      "Suriya Gunasekar",
      "Jason D. Lee",
      "Edward Moroshko",
      "Pedro Savarese",
      "Itay Golan",
      "Daniel Soudry",
      "Nathan Srebro",
    ],
    title: "Kernel and Rich Regimes in Overparametrized Models",
    venue: "Conference on Learning Theory",
    year: 2020,
    arxiv: "2002.09277",
    use: "Diagonal linear networks, and how the scale of the start decides what they learn.",
  },
  {
    key: "saxe2014",
    type: "inproceedings",
    authors: ["Andrew M. Saxe", "James L. McClelland", "Surya Ganguli"],
    title: "Exact Solutions to the Nonlinear Dynamics of Learning in Deep Linear Neural Networks",
    venue: "International Conference on Learning Representations",
    year: 2014,
    arxiv: "1312.6120",
    use: "Features learned one after the other, each along a logistic curve.",
  },
];

/** The reference with a key; throws a RangeError where there is none. */
export function referenceOf(key: string): Reference {
  const found = REFERENCES.find((reference) => reference.key === key);
  if (!found) throw new RangeError(`no reference is called ${key}`);
  return found;
}

/** One line: authors, title, venue, year. */
export function referenceText({ authors, title, venue, where, year }: Reference): string {
  const names = authors.length > 3 ? `${authors[0]} and others` : authors.join(", ");
  return `${names ? `${names}: ` : ""}${title}. ${venue}${where ? ` ${where}` : ""}, ${year}.`;
}

/** Where the work itself is to be found, or undefined. */
export function referenceLink({ doi, arxiv }: Reference): string | undefined {
  if (doi) return `https://doi.org/${doi}`;
  return arxiv ? `https://arxiv.org/abs/${arxiv}` : undefined;
}

const LATEX: Record<string, string> = { á: "{\\'a}", é: "{\\'e}", ë: '{\\"e}', "–": "--", "−": "-" };

/** The BibTeX entry. */
export function bibtex(reference: Reference): string {
  const { key, type, authors, title, venue, where, year, arxiv, doi } = reference;
  const plain = (text: string) => text.replace(/[áéë–−]/g, (character) => LATEX[character]);
  const fields: [string, string | undefined][] = [
    ["title", `{${plain(title)}}`],
    ["author", authors.length > 0 ? plain(authors.join(" and ")) : undefined],
    [type === "article" ? "journal" : type === "inproceedings" ? "booktitle" : "howpublished", plain(venue)],
    ["year", String(year)],
    [
      "note",
      [where, arxiv && `arXiv:${arxiv}`]
        .filter(Boolean)
        .map((text) => plain(text as string))
        .join(", ") || undefined,
    ],
    ["doi", doi],
  ];
  const lines = fields
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `  ${name} = {${value}}`);
  return `@${type}{${key},\n${lines.join(",\n")}\n}`;
}
