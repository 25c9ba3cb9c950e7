/**
 * The content security policy of every page, as an element of its head: whatever a page runs, the database engine
 * included, reaches the site alone. Framework writes cells and styles into the page and its preview evaluates them, hence
 * the unsafe words; they open no way to elsewhere.
 */
export function contentPolicy(): string {
  const own = "'self' 'unsafe-inline' 'unsafe-eval' blob: data:";
  return `<meta http-equiv="Content-Security-Policy" content="default-src ${own}; object-src 'none'; base-uri 'self'; form-action 'self'">`;
}
