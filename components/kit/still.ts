/**
 * What the build has drawn stays when the script that would bring it to life fails: where a cell ends with an error, its drawn figures are put back, and
 * it is said that they do not move. (A script that cannot be loaded at all is told by tools/still-note.ts.)
 */
export function keepDrawn(root: Element): void {
  const drawn = new Map<Element, Element>();
  for (const placeholder of root.querySelectorAll("observablehq-loading.drawn")) {
    const block = placeholder.parentElement;
    if (block && placeholder.querySelector("figure"))
      drawn.set(block, placeholder.cloneNode(true) as Element);
  }
  new MutationObserver((records) => {
    for (const { addedNodes } of records)
      for (const node of addedNodes) {
        if (!(node instanceof Element) || !node.matches(".observablehq--error")) continue;
        const block = node.parentElement;
        const kept = block && drawn.get(block);
        if (!kept) continue;
        drawn.delete(block);
        const note = document.createElement("p");
        note.className = "still-note";
        note.setAttribute("role", "status");
        note.textContent = `This figure is shown in its first state and does not move: ${node.textContent ?? ""}. Load the page again to try once more.`;
        node.replaceWith(note, ...kept.childNodes);
      }
  }).observe(root, { childList: true, subtree: true });
}
