const INLINED = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "font-style",
  "text-anchor",
  "dominant-baseline",
  "paint-order",
  "visibility",
  "display",
];

/** Pixels around the drawings, for labels that reach over their edge. */
const PADDING = 16;

/** One SVG document of a figure's drawings, side by side as on the page, with every style written into it. */
export function toSvg(figure: Element): string {
  const drawings = [...figure.querySelectorAll("svg")].filter((svg) => !svg.closest("[data-no-export]"));
  const boxes = drawings.map((svg) => svg.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left)) - PADDING;
  const top = Math.min(...boxes.map((box) => box.top)) - PADDING;
  const width = Math.max(...boxes.map((box) => box.right)) + PADDING - left;
  const height = Math.max(...boxes.map((box) => box.bottom)) + PADDING - top;
  const background =
    getComputedStyle(document.documentElement).getPropertyValue("background-color") || "#fff";
  const inner = drawings.map((svg, i) => {
    const copy = svg.cloneNode(true) as SVGSVGElement;
    inlineStyles(svg, copy);
    copy.setAttribute("overflow", "visible");
    copy.setAttribute("x", String(boxes[i].left - left));
    copy.setAttribute("y", String(boxes[i].top - top));
    copy.setAttribute("width", String(boxes[i].width));
    copy.setAttribute("height", String(boxes[i].height));
    return new XMLSerializer().serializeToString(copy);
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="${background}"/>${inner.join("")}</svg>`;
}

function inlineStyles(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const name of INLINED) {
    const value = style.getPropertyValue(name);
    if (value !== "") to.setAttribute(name, value);
  }
  to.removeAttribute("style");
  to.removeAttribute("class");
  for (let i = 0; i < from.children.length; i++) inlineStyles(from.children[i], to.children[i]);
}

/** The same drawing as a PNG, at twice the size on the page. */
export async function toPng(figure: Element, scale = 2): Promise<Blob> {
  const text = toSvg(figure);
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(image.width * scale);
    canvas.height = Math.ceil(image.height * scale);
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error("The picture could not be encoded."))),
        "image/png",
      ),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Hands a file to the reader. */
export function download(name: string, data: Blob): void {
  const url = URL.createObjectURL(data);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
