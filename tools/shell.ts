/** One change to Framework's page shell, which every page with `part` (every page, without it) must contain. */
interface Fix {
  part?: string;
  from: RegExp | string;
  to: string;
}

const sidebar = '<nav id="observablehq-sidebar">';
const contents = '<aside id="observablehq-toc"';
const pager = '<a rel="';

const fixes: Fix[] = [
  { from: "<html>", to: '<html lang="en">' },
  { from: ", maximum-scale=1", to: "" },
  // Everything belongs to a landmark, and every landmark has a name of its own.
  {
    part: sidebar,
    from: '<input id="observablehq-sidebar-toggle" type="checkbox" title="Toggle sidebar">',
    to: '<header id="site-header">\n<input id="observablehq-sidebar-toggle" type="checkbox" title="Toggle sidebar" aria-label="Show the list of pages">',
  },
  {
    part: sidebar,
    from: '\n<div id="observablehq-center">',
    to: '\n</header>\n<div id="observablehq-center">',
  },
  // A list holds nothing but its items.
  {
    part: sidebar,
    from: /(<ol>\s*)(<label id="observablehq-sidebar-close"[^>]*><\/label>)\s*(<li[^>]*>)/,
    to: "$1$3$2",
  },
  {
    part: contents,
    from: /(<aside id="observablehq-toc"[^>]*)>\s*<nav>/,
    to: '$1 aria-label="Contents">\n<nav aria-label="On this page">',
  },
  {
    part: pager,
    from: /(<footer id="observablehq-footer">\s*<nav)>/,
    to: '$1 aria-label="Previous and next page">',
  },
  { part: sidebar, from: sidebar, to: '<nav id="observablehq-sidebar" aria-label="Pages">' },
];

/**
 * Makes the shell that Framework puts around a page accessible.
 *
 * @throws if the shell is not the one this was written for, so that an upgrade of Framework cannot undo it unseen
 */
export function fixShell(page: string): string {
  let fixed = page;
  for (const { part, from, to } of fixes) {
    if (part !== undefined && !page.includes(part)) continue;
    const next = fixed.replace(from, to);
    if (next === fixed) throw new Error(`Framework's page shell no longer contains ${from}`);
    fixed = next;
  }
  return fixed;
}
