/** Functions of CSS by which a style may load something, or take its value from elsewhere. */
const LOADS = /\b(?:url|src|var|attr|image|image-set|cross-fade|element)\(/i;

/**
 * Cleans the styles of an element and all within it, in attributes and in style sheets. Without `remote`, nothing is left that would load something: the
 * parser has resolved escapes and comments in what it understood, and drops what it didn't. Returns whether something was removed that would have.
 */
export function cleanStyles(root: HTMLElement, remote: boolean): boolean {
  let isRemoved = false;
  const clean = (style: CSSStyleDeclaration) => {
    if (!remote && removeLoading(style)) isRemoved = true;
  };
  for (const element of [root, ...root.querySelectorAll<HTMLElement>('[style]')]) clean(element.style);
  for (const element of root.querySelectorAll('style')) {
    const sheet = new CSSStyleSheet();
    // Leaves out `@import`.
    sheet.replaceSync(element.textContent ?? '');
    element.textContent = textOf(sheet.cssRules, clean);
  }
  return isRemoved;
}

function removeLoading(style: CSSStyleDeclaration): boolean {
  if (!LOADS.test(style.cssText)) return false;
  for (const name of [...style]) {
    const value = style.getPropertyValue(name);
    // Empty if it depends on a variable.
    if (value === '' || LOADS.test(value)) style.removeProperty(name);
  }
  if (LOADS.test(style.cssText)) style.cssText = '';
  return true;
}

/** Returns the rules for elements as text, also those for some screens, but not for dark ones: the mail is on white. Fonts and the like are left out. */
function textOf(rules: CSSRuleList, clean: (style: CSSStyleDeclaration) => void): string {
  const texts = [...rules].map((rule) => {
    if (rule instanceof CSSStyleRule) {
      clean(rule.style);
      return `${rule.selectorText} { ${rule.style.cssText} }`;
    }
    if (!(rule instanceof CSSMediaRule) || rule.conditionText.includes('prefers-color-scheme')) return '';
    return `@media ${rule.conditionText} { ${textOf(rule.cssRules, clean)} }`;
  });
  return texts.join('\n');
}
