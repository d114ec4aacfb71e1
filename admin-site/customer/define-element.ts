/** Defines a custom element, once per page. Call it while its script runs: the script's origin is the element's desk. */
export function defineElement(name: string, definition: CustomElementConstructor & { desk: string }): void {
  const script = document.currentScript;
  if (script instanceof HTMLScriptElement && script.src) definition.desk = new URL(script.src).origin;
  if (!customElements.get(name)) customElements.define(name, definition);
}
