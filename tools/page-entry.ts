/** A page's modules, as Framework writes them into its HTML, made into one module to bundle, and the bundle put in their place. */

const moduleScript = /<script type="module"(?: src="([^"]+)")?>([\s\S]*?)<\/script>\n?/g;
const preload = /<link rel="modulepreload" href="[^"]*">\n?/g;

/** The import declarations of a cell, which Framework turns into the first line of the cell's body. */
const imports =
  /^const (\[.*\]|\{.*\}|[\w$]+) = await (?:Promise\.all\(\[((?:import\("[^"\n]+"\)(?:, )?)+)\]\)|(import\("[^"\n]+"\)));$/gm;

/**
 * One module that does what all the module scripts of a page do. What its cells import is imported by the module itself, by
 * name, so that a bundler need not keep what no cell uses.
 */
export function pageEntry(page: string): string {
  const declared: string[] = [];
  const scripts: string[] = [];
  for (const [, source, code] of page.matchAll(moduleScript)) {
    if (source) declared.push(`import ${JSON.stringify(source)};`);
    else scripts.push(hoistImports(code, declared));
  }
  return `${declared.join("\n")}\n${scripts.join("\n")}`;
}

function hoistImports(code: string, declared: string[]): string {
  return code.replace(imports, (_, pattern: string, several?: string, one?: string) => {
    const sources = Array.from(
      (several ?? one ?? "").matchAll(/import\(("[^"]+")\)/g),
      ([, source]) => source,
    );
    const patterns = several ? splitList(pattern.slice(1, -1)) : [pattern];
    const values = sources.map((source, i) => hoist(source, patterns[i], declared));
    return `const ${pattern} = ${several ? `[${values.join(", ")}]` : values[0]};`;
  });
}

/** Declares what a cell takes from one module; returns an expression with the same members. */
function hoist(source: string, pattern: string, declared: string[]): string {
  const name = (k: number) => `$import${declared.length}_${k}`;
  if (!pattern.startsWith("{")) {
    const all = name(0);
    declared.push(`import * as ${all} from ${source};`);
    return all;
  }
  const members = splitList(pattern.slice(1, -1)).map((member) => member.split(/\s*:\s*/)[0]);
  const values = members.map((member, k) => `${member}: ${name(k)}`);
  const list = members.map((member, k) => `${member} as ${name(k)}`);
  declared.push(members.length > 0 ? `import {${list.join(", ")}} from ${source};` : `import ${source};`);
  return `{${values.join(", ")}}`;
}

/** The parts of a list between commas that stand in no braces. */
function splitList(list: string): string[] {
  return (
    list
      .match(/(?:[^,{}]|\{[^}]*\})+/g)
      ?.map((part) => part.trim())
      .filter(Boolean) ?? []
  );
}

/** The page with its modules replaced by `module`, which is loaded at once with everything it imports. */
export function withBundle(page: string, module: string, preloaded: string[]): string {
  const links = preloaded.map((href) => `<link rel="modulepreload" href="${href}">\n`).join("");
  const rest = page.replace(preload, "").replace(moduleScript, "");
  const script = `${links}<script type="module" src="${module}"></script>\n</head>`;
  return rest.replace("</head>", () => script);
}
