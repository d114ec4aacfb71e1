import type { Locator } from 'playwright-core';

/** The side of its box at which each element's text begins. */
export const sides = (elements: Locator): Promise<('left' | 'right')[]> =>
  elements.evaluateAll((all) =>
    all.map((element) => {
      const begin = document.createRange();
      const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode() ?? element;
      begin.setStart(text, 0);
      begin.setEnd(text, 1);
      const { left, right } = begin.getBoundingClientRect();
      const box = element.getBoundingClientRect();
      return left - box.left < box.right - right ? 'left' : 'right';
    }),
  );
