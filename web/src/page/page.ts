/** What the shells of the pages share: the style of the page, the theme chosen before, and the panels. */
import { restoreTheme } from '../elements/theme.js';
import '../elements.js';
import './page.css';

restoreTheme();
