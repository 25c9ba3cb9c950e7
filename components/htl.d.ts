declare module "htl" {
  type Template<E extends Element> = (strings: TemplateStringsArray, ...values: unknown[]) => E;
  export const html: Template<HTMLElement>;
  export const svg: Template<SVGElement>;
}
