import { adoptStyles } from '#dashboard/page/adopt-styles.ts';
import css from './fields.css';

adoptStyles(css);
