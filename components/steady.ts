/**
 * A text that is made from data: as long as the data for the present state are on their way (undefined), it stays what it was last, so that it
 * never mixes the numbers of one state with the names of another.
 */
export function steady(first: string, make: () => string | undefined): () => string {
  let said = first;
  return () => {
    said = make() ?? said;
    return said;
  };
}
