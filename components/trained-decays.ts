/** The weight decays of the paper's experiments, at which networks were trained along n_eff. */
export const paperDecays = (d: number): number[] => [1 / d, 1, Math.sqrt(d)];

/** The special value within a relative `reach` of `value`, or `value` itself. */
export function nearest(value: number, special: readonly number[], reach = 0.03): number {
  return special.find((other) => Math.abs(Math.log(value / other)) <= reach) ?? value;
}

const same = (a: number, b: number) => Math.abs(a / b - 1) < 1e-9;

/**
 * What keeps a page's weight decay at trained networks (`settle` of its state): near one at which there are some it is drawn to it, as a slider would
 * miss it by a little; and the paper's, which move with d, are followed when d changes.
 *
 * @param dimensions all values of d on the page
 * @param others weight decays at which there are trained networks too, at any d
 */
export function followTrainedDecays(dimensions: readonly number[], others: readonly number[] = []) {
  return (
    { d, lambda }: { d: number; lambda: number },
    changed: ReadonlySet<PropertyKey>,
  ): { lambda: number } => {
    const here = paperDecays(d);
    if (changed.has("lambda") || !changed.has("d") || here.some((decay) => same(lambda, decay)))
      return { lambda: nearest(lambda, [...here, ...others]) };
    for (const other of dimensions) {
      const index = paperDecays(other).findIndex((decay) => same(lambda, decay));
      if (index >= 0) return { lambda: here[index] };
    }
    return { lambda };
  };
}
