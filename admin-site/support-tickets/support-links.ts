export { textParts } from '#core/text/links.ts';
