import { rgb } from "d3-color";
import { customProperties, type Theme } from "../../encoding.js";

/** Names of the fonts that the build cuts out for the site. */
export const FONTS = { serif: "Companion Serif", sans: "Companion Sans", symbols: "Companion Symbols" };

/** Text and page of Framework's two themes that the site is set in. */
const THEMES: Record<Theme, { foreground: string; background: string; behind: string }> = {
  light: { foreground: "#1b1e23", background: "#ffffff", behind: "#ffffff" },
  dark: { foreground: "#dfdfd6", background: mixed("#dfdfd6", "#161616", 0.04), behind: "#161616" },
};

/** CSS's color-mix(in srgb, first share, second). */
function mixed(first: string, second: string, share: number): string {
  const [a, b] = [rgb(first), rgb(second)];
  const channel = (name: "r" | "g" | "b") => a[name] * share + b[name] * (1 - share);
  return rgb(channel("r"), channel("g"), channel("b")).formatHex();
}

const made = new Map<Theme, ReadonlyMap<string, string>>();

/** Every custom property that a drawing may name, with its value in a theme. */
export function themeValues(theme: Theme): ReadonlyMap<string, string> {
  const known = made.get(theme);
  if (known) return known;
  const { foreground, background, behind } = THEMES[theme];
  const family = (name: string, last: string) => `'${name}', '${FONTS.symbols}', ${last}`;
  const values = customProperties(theme)
    .set("--theme-foreground", foreground)
    .set("--theme-background", background)
    .set("--theme-background-alt", theme === "light" ? mixed(foreground, behind, 0.04) : behind)
    .set("--theme-foreground-alt", mixed(foreground, behind, 0.9))
    .set("--theme-foreground-muted", mixed(foreground, background, 0.76))
    .set("--theme-foreground-faint", mixed(foreground, background, 0.7))
    .set("--theme-foreground-fainter", mixed(foreground, behind, 0.3))
    .set("--theme-foreground-faintest", mixed(foreground, behind, 0.14))
    .set("--serif", family(FONTS.serif, "serif"))
    .set("--sans-serif", family(FONTS.sans, "sans-serif"));
  made.set(theme, values);
  return values;
}

/**
 * A value of an attribute or of a style with every custom property replaced by what it is in a theme.
 *
 * @throws RangeError for a property that no theme has
 */
export function resolved(value: string, theme: Theme): string {
  const values = themeValues(theme);
  return value
    .replace(/var\((--[\w-]+)\)/g, (_, name: string) => {
      const found = values.get(name);
      if (found === undefined) throw new RangeError(`a drawing names ${name}, which no theme has`);
      return found;
    })
    .replace(/\bcurrentcolor\b/gi, values.get("--theme-foreground") as string);
}
