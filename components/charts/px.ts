/** A length in a drawing, to a tenth of a pixel: short text, and the same on every machine. */
export const px = (value: number): string => String(Math.round(value * 10) / 10);
