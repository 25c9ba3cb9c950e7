// Imports go one way: theory ← training ← data, cli; theory, data/tables, training ← components ← src. Pages are no
// modules: what they may import is checked with the rest by test/structure.test.ts.
const allowedImports = {
  theory: [],
  training: ["theory"],
  components: ["theory", "training", "data"],
  data: ["theory", "training", "tools"],
  cli: ["theory", "training", "data", "components", "tools"],
};
// Folders in which no module may import itself by way of others. Add "components" once its circles are gone.
const acyclic = ["theory", "training", "data", "cli", "tools", "components"];
const folders = [...Object.keys(allowedImports), "tools", "bench", "test"];

const oneWay = Object.entries(allowedImports).map(([folder, allowed]) => ({
  name: `${folder}-imports-only-${allowed.join("-") || "itself"}`,
  severity: "error",
  from: { path: `^${folder}/` },
  to: { path: `^(${folders.filter((f) => f !== folder && !allowed.includes(f)).join("|")})/` },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...oneWay,
    {
      name: "no-circular",
      comment: "Of two modules in a circle neither can be read, tested or loaded without the other.",
      severity: "error",
      from: { path: `^(${acyclic.join("|")})/` },
      to: { circular: true },
    },
    {
      name: "theory-is-pure",
      comment: "The mathematics runs anywhere: no Node, no DOM library, nothing but itself and ml-matrix.",
      severity: "error",
      from: { path: "^theory/" },
      to: { pathNot: ["^theory/", "(^|/)node_modules/ml-matrix/"] },
    },
    {
      name: "tables-are-pure",
      comment:
        "What a file holds can be read anywhere: no Node, no I/O, nothing but itself, theory and Arrow.",
      severity: "error",
      from: { path: "^data/tables/" },
      to: { pathNot: ["^data/tables/", "^theory/", "(^|/)node_modules/apache-arrow/"] },
    },
    {
      name: "components-know-tables-not-loaders",
      comment: "Of data, components know the tables; who makes and who fetches a file is not their business.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^data/", pathNot: "^data/tables/" },
    },
    {
      name: "cli-knows-figures-not-pages",
      comment:
        "The tool draws what a mounted page declares: it knows the kit and how a page is mounted, nothing of any page.",
      severity: "error",
      from: { path: "^cli/" },
      to: { path: "^(components|tools)/", pathNot: ["^components/kit/", "^tools/(mount|figures)[.]ts$"] },
    },
    {
      name: "browser-code-uses-no-node",
      comment: "What a page loads cannot use Node's modules; loaders and what only they import can.",
      severity: "error",
      from: { path: "^components/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "resolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "declared-packages",
      comment: "Every package that is imported is a dependency of package.json.",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
  ],
  options: {
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^training/kernel/assembly/" },
    enhancedResolveOptions: {
      extensions: [".ts", ".mjs", ".js", ".d.ts"],
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
