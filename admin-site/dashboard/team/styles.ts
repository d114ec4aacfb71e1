import { adoptStyles } from '#dashboard/page/adopt-styles.ts';
import css from './team.css';

adoptStyles(css);
