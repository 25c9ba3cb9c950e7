const SUPERSCRIPT: Record<string, string> = {
  "-": "⁻",
  ".": "·",
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
};

/** An integer exponent in superscript characters: -3 is "⁻³". */
export function superscript(exponent: number): string {
  return [...String(exponent)].map((character) => SUPERSCRIPT[character] ?? character).join("");
}

/** 10 to an integer power as a reader writes it: 1, 10, 10², 10⁻³. */
export function decade(exponent: number): string {
  if (exponent === 0) return "1";
  if (exponent === 1) return "10";
  return `10${superscript(exponent)}`;
}

/**
 * A number with three significant digits (or as many as asked for), a true minus sign, and powers of ten
 * outside [10⁻³, 10⁵). Not-a-number is "not available", never a blank.
 */
export function formatNumber(value: number, digits = 3): string {
  if (Number.isNaN(value)) return "not available";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const sign = value < 0 ? "−" : "";
  const size = Math.abs(value);
  const rounded = Number(size.toPrecision(digits));
  if (rounded >= 1e-3 && rounded < 1e5) {
    const exponent = Math.floor(Math.log10(rounded) + 1e-12);
    const text = rounded.toFixed(Math.max(0, digits - 1 - exponent));
    return sign + (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
  }
  const [mantissa, power] = size.toExponential(digits - 1).split("e");
  const trimmed = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  const ten = decade(Number(power));
  return sign + (trimmed === "1" ? ten : `${trimmed} × ${ten}`);
}

/** An exponent of a power law with two decimals and its sign: −0.60, +0.33. */
export function formatExponent(value: number): string {
  if (!Number.isFinite(value)) return "not available";
  if (Math.abs(value) < 0.005) return "0";
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
}

/** A dimension as a reader writes it: 400, 10⁴, 10⁶. */
export const formatDimension = (d: number): string =>
  d >= 1000 && Number.isInteger(Math.log10(d)) ? decade(Math.log10(d)) : String(d);
