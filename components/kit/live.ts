import { effect } from "@preact/signals-core";

/** Content of a page that is no figure, drawn again whenever a value or an answer that it reads changes: a table, a sentence. */
export function live(draw: () => Node | string | readonly (Node | string)[]): HTMLElement {
  const box = document.createElement("div");
  effect(() => {
    const content = draw();
    box.replaceChildren(...(Array.isArray(content) ? content : [content]));
  });
  return box;
}
