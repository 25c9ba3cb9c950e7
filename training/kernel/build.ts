// `npm run kernel`: compiles assembly/kernel.ts and writes binary.ts, which holds the result as text so that the same
// import works in Node, in a page and in a worker. `npm run kernel -- --check` only compares.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The compiled kernel, from its source. Throws Error with the compiler's message. */
export async function compileKernel(): Promise<Uint8Array> {
  const asc = await import("assemblyscript/asc");
  // The compiler asks for names that may not exist: it looks for packages too.
  const readFile = (name: string) => {
    const path = here(`./assembly/${name}`);
    return existsSync(path) ? readFileSync(path, "utf8") : null;
  };
  let wasm: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    "kernel.ts --outFile kernel.wasm --enable simd -O3 --noAssert --runtime stub --importMemory --initialMemory 0 --noExportMemory".split(
      " ",
    ),
    {
      readFile,
      writeFile: (name: string, contents: Uint8Array | string) => {
        if (name === "kernel.wasm") wasm = contents as Uint8Array;
      },
      listFiles: () => [],
    },
  );
  if (error || !wasm) throw new Error(`the kernel does not compile: ${error?.message}\n${stderr}`);
  return wasm;
}

/** The text of binary.ts for a compiled kernel. */
export function binaryModule(wasm: Uint8Array): string {
  const lines = (
    Buffer.from(wasm)
      .toString("base64")
      .match(/.{1,100}/g) ?? []
  ).map((line) => `  "${line}"`);
  return `// Compiled from assembly/kernel.ts by \`npm run kernel\`; do not edit.

const BASE64 =
${lines.join(" +\n")};

/** The bytes of the WebAssembly kernel. */
export function WASM(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(BASE64), (character) => character.charCodeAt(0));
}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = binaryModule(await compileKernel());
  const path = here("./binary.ts");
  if (process.argv.includes("--check")) {
    if (readFileSync(path, "utf8") !== text) {
      console.error("training/kernel/binary.ts is not what its source compiles to: run `npm run kernel`");
      process.exit(1);
    }
  } else {
    writeFileSync(path, text);
    console.log(`wrote training/kernel/binary.ts, ${text.length} characters`);
  }
}
