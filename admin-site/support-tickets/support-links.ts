export { textParts } from '../../functions/core/text/links.ts';
