/** Builds elements. Text only ever becomes a text node, so no value from a report can become markup. */
type Child = Node | string | number | null | false | undefined;
type Attributes = Record<string, string | number | boolean | null | undefined | ((event: never) => void)>;

const SvgSpace = 'http://www.w3.org/2000/svg';

const fill = <E extends Element>(element: E, attributes: Attributes, children: Child[]): E => {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name, value as (event: Event) => void);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value != null) {
      element.setAttribute(name, String(value));
    }
  }
  element.append(...children.filter((child) => child != null && child !== false).map((child) => (child instanceof Node ? child : String(child))));
  return element;
};

/** An HTML element; a function attribute is a listener of that event. */
export const html = <K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] =>
  fill(document.createElement(tag), attributes, children);

export const svg = <K extends keyof SVGElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): SVGElementTagNameMap[K] =>
  fill(document.createElementNS(SvgSpace, tag) as SVGElementTagNameMap[K], attributes, children);

/** Says something to screen readers. */
export const announce = (text: string): void => {
  document.getElementById('announce')!.textContent = text;
};
