/** A drawing as text, its numbers to six digits: what a snapshot can hold on to when the last bits of the solver move. */
export function drawn(element: Element): string {
  return element.outerHTML.replace(/-?\d+\.\d+(e[-+]?\d+)?/g, (number) => {
    const digits = number.replace(/e.*$/, "").replace(/^[-0.]+|\./g, "");
    return digits.length > 6 ? String(Number(Number(number).toPrecision(6))) : number;
  });
}
