/**
 * How the marks of drawings look, by their classes: one table, from which the style sheet of the pages is written, and by which a drawing that leaves
 * its page gets its looks written into itself. Of two rules for one property the one with the more classes wins, then the later one, as in CSS.
 */
export const MARK_RULES: readonly (readonly [selector: string, look: Readonly<Record<string, string>>])[] = [
  [
    "svg.plot",
    {
      display: "block",
      "max-width": "100%",
      overflow: "visible",
      "font-size": "12px",
      "font-family": "var(--sans-serif)",
      fill: "var(--theme-foreground)",
    },
  ],
  [".plot .symbol", { "font-style": "italic", "font-family": "var(--serif)" }],
  // An index is upright, as in formulas.
  [".plot .symbol[font-size]", { "font-style": "normal" }],
  [".plot .axis line", { stroke: "var(--theme-foreground)", "stroke-opacity": "0.55" }],
  [".plot .axis text", { "font-variant-numeric": "tabular-nums" }],
  [".plot .axis-title", { "font-size": "13px" }],
  [".plot .note, .plot .band-name", { "font-size": "11.5px" }],
  [
    ".plot .direct",
    {
      "font-size": "13px",
      "font-weight": "600",
      "paint-order": "stroke",
      stroke: "var(--theme-background)",
      "stroke-width": "4px",
      "stroke-linejoin": "round",
    },
  ],
  [".plot .compact text, .plot.compact text", { "font-size": "10px" }],
  [
    ".plot .theory-line",
    { fill: "none", stroke: "var(--theme-foreground)", "stroke-width": "2.25", "stroke-linejoin": "round" },
  ],
  [".plot .guide", { stroke: "var(--c-guide)", "stroke-width": "1.5", "stroke-dasharray": "5 4" }],
  [
    ".plot .guide-label",
    {
      fill: "var(--t-guide)",
      "font-size": "12px",
      "paint-order": "stroke",
      stroke: "var(--theme-background)",
      "stroke-width": "3px",
      "stroke-opacity": "0.75",
    },
  ],
  [".plot .crosshair", { stroke: "var(--c-ring)", "stroke-opacity": "0.45", "stroke-width": "1" }],
  [".plot .ring circle", { fill: "none" }],
  [".plot .ring-halo", { stroke: "var(--c-halo)", "stroke-width": "6", "stroke-opacity": "0.9" }],
  [".plot .ring-line", { stroke: "var(--c-ring)", "stroke-width": "2.75" }],
  [".phase-map .contour", { fill: "none", stroke: "var(--c-ring)", "stroke-opacity": "0.1" }],
  [".phase-map .contour-decade", { "stroke-opacity": "0.34" }],
  [".phase-map text.contour-label", { "font-size": "11px", fill: "var(--c-ring)" }],
  [
    ".phase-map .phase-boundary",
    {
      fill: "none",
      stroke: "var(--c-ring)",
      "stroke-width": "1.5",
      "stroke-dasharray": "6 4",
      "stroke-opacity": "0.8",
    },
  ],
  [".phase-map .phase-name, .phase-map .phase-name text", { fill: "var(--c-ring)", "font-size": "13px" }],
  [".phase-map .phase-id", { "font-weight": "700", "font-size": "15px" }],
  [".phase-map .phase-small", { "font-size": "12px" }],
  [".phase-map .phase-name .phase-rate", { "font-size": "13px" }],
  [".phase-map .landmark line", { stroke: "var(--theme-foreground)" }],
  [".phase-map .unconverged", { fill: "var(--c-halo)", stroke: "var(--c-harmful)" }],
  [".plot .zeros-frame", { fill: "none", stroke: "var(--c-hidden)" }],
  [
    ".plot .teacher-mark",
    { fill: "var(--theme-background)", stroke: "var(--c-teacher)", "stroke-width": "1.25" },
  ],
  [".plot .teacher-line", { fill: "none", stroke: "var(--c-teacher)", "stroke-width": "1" }],
  [
    ".diagram .node circle",
    { fill: "var(--theme-background)", stroke: "var(--theme-foreground)", "stroke-width": "1.5" },
  ],
  [".diagram .edge", { stroke: "var(--theme-foreground-muted)" }],
  [".diagram .node text", { "font-style": "italic", "font-family": "var(--serif)", "font-size": "13px" }],
  [".diagram .edge-label", { "font-style": "italic", "font-family": "var(--serif)", "font-size": "13px" }],
  [".diagram .dots", { "font-size": "18px" }],
  [".plot .zero", { stroke: "var(--theme-foreground-faint)" }],
  [".equation-first", { fill: "none", stroke: "var(--theme-foreground)", "stroke-width": "3.5" }],
  [".equation-second", { fill: "none", stroke: "var(--theme-foreground)", "stroke-width": "1.5" }],
  [".solution-mark", { stroke: "var(--c-ring)", "stroke-width": "2" }],
  [".teacher-stems", { fill: "none", stroke: "var(--c-teacher)", "stroke-width": "1" }],
  [".axis-base", { stroke: "var(--theme-foreground)", "stroke-opacity": "0.55" }],
  [".strip-title", { "font-size": "13px", "font-weight": "600" }],
  [".cut-line", { stroke: "var(--c-ring)", "stroke-width": "2" }],
  [".cut-move", { fill: "none", stroke: "var(--c-guide)", "stroke-dasharray": "2 3" }],
  [".no-band-names .band-name", { display: "none" }],
  [
    ".histogram .trained-bars",
    {
      fill: "var(--theme-foreground)",
      "fill-opacity": "0.22",
      stroke: "var(--theme-foreground)",
      "stroke-opacity": "0.7",
      "stroke-width": "0.75",
    },
  ],
  [".plot .grid-step", { stroke: "var(--c-learned)", "stroke-opacity": "0.28" }],
  [".plot .dropped", { fill: "var(--theme-foreground)", "fill-opacity": "0.07" }],
];

/** The style sheet src/marks.css. */
export function marksCss(): string {
  const rules = MARK_RULES.map(([selector, look]) => {
    const lines = Object.entries(look).map(([property, value]) => `  ${property}: ${value};\n`);
    return `${selector.replaceAll(", ", ",\n")} {\n${lines.join("")}}\n`;
  });
  const note =
    "Written from components/charts/marks.ts by its test (npx vitest run test/components/charts/marks.test.ts -u).";
  return `/* ${note} */\n${rules.join("")}`;
}
