/** The rows that have the same key, together; groups in the order of their first rows. */
export function groupsOf<T>(rows: readonly T[], key: (row: T) => string | number): T[][] {
  const groups = new Map<string | number, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return [...groups.values()];
}
