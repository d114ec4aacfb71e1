export { textParts } from '../../functions/core/links.ts';
