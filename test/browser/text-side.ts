import type { Locator } from 'playwright-core';

/** Returns the side of its box at which an element's text begins. Runs in the page. */
export function sideOf(element: Element): 'left' | 'right' {
  const begin = document.createRange();
  const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode() ?? element;
  begin.setStart(text, 0);
  begin.setEnd(text, 1);
  const { left, right } = begin.getBoundingClientRect();
  const box = element.getBoundingClientRect();
  return left - box.left < box.right - right ? 'left' : 'right';
}

/** The sides at which the texts of all elements begin. */
export const sides = async (elements: Locator): Promise<('left' | 'right')[]> =>
  Promise.all((await elements.all()).map((element) => element.evaluate(sideOf)));
