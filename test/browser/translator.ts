/**
 * Translates a page from inside, as browsers do: replaces each translatable text by a `<font>` with another one («…»), at once and after each change, in
 * open shadow trees, too. `translated` lists all translated texts in order. For `page.addInitScript`.
 */
export function translator(): void {
  const translated: string[] = [];
  Object.assign(globalThis, { translated });
  const mayTranslate = (text: Node) => {
    const within = text.parentElement;
    if (!within || within.closest('title, noscript, script, style, textarea, font')) return false;
    return text.textContent?.trim() !== '' && within.closest<HTMLElement>('[translate]')?.translate !== false;
  };
  function translate(root: Node) {
    const texts: Node[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts.filter(mayTranslate)) {
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      translated.push(text.textContent ?? '');
      inner.textContent = `«${text.textContent}»`;
      outer.append(inner);
      (text as Text).replaceWith(outer);
    }
  }
  function follow(root: Node) {
    translate(root);
    new MutationObserver(() => translate(root)).observe(root, { subtree: true, childList: true, characterData: true });
  }
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (this: Element, init: ShadowRootInit) {
    const shadow = attachShadow.call(this, init);
    follow(shadow);
    return shadow;
  };
  follow(document);
}
