import { adoptStyles } from '#dashboard/page/adopt-styles.ts';
import css from './palette.css';

adoptStyles(css);
