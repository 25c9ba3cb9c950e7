/** One change to Framework's page shell: every page must contain `from`, unless it has no side bar or contents. */
interface Fix {
  from: string;
  to: string;
  optional?: boolean;
}

const fixes: Fix[] = [
  { from: "<html>", to: '<html lang="en">' },
  { from: ", maximum-scale=1", to: "" },
];

/**
 * Makes the shell that Framework puts around a page accessible.
 *
 * @throws if the shell is not the one this was written for, so that an upgrade of Framework cannot undo it unseen
 */
export function fixShell(page: string): string {
  for (const { from, to, optional } of fixes) {
    if (!page.includes(from)) {
      if (optional) continue;
      throw new Error(`Framework's page shell no longer contains ${from}`);
    }
    page = page.replace(from, () => to);
  }
  return page;
}
