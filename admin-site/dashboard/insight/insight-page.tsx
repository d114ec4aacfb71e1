import './browser-language.ts';
import uplot from 'uplot/dist/uPlot.min.css';
import { insightQuery, type Period, periods } from '#dashboard/model/place.ts';
import { timeToMinute } from '#dashboard/model/time.ts';
import { INSIGHT_HEADING } from '#dashboard/page/focus.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { isPlainClick } from '#dashboard/parts/plain-click.ts';
import type { DatedStats } from '#dashboard/wire/stats.ts';
import figures from './figures.css';
import * as texts from './messages.ts';
import { Numbers } from './numbers.tsx';
import page from './page.css';
import pictures from './pictures.css';

for (const css of [uplot, page, figures, pictures]) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}

export interface InsightProps {
  readonly period: Period;
}

/** The desk at a glance: figures, pictures and the tables behind them. */
export function InsightPage({ period }: InsightProps) {
  const stats = useDesk().insight.stats.value;
  return (
    <section
      class="insight page-pane scroller"
      aria-labelledby={INSIGHT_HEADING}
      aria-busy={stats?.days.length !== period}
    >
      <div class="page">
        <div class="page-head">
          <h2 id={INSIGHT_HEADING} tabIndex={-1}>
            {texts.heading}
          </h2>
          <nav aria-label={texts.periodsLabel}>
            {periods.map((days) => (
              <PeriodLink key={days} days={days} isShown={days === period} />
            ))}
          </nav>
        </div>
        {stats ? <Answered stats={stats} /> : <Unanswered />}
      </div>
    </section>
  );
}

function PeriodLink({ days, isShown }: { readonly days: Period; readonly isShown: boolean }) {
  const desk = useDesk();
  const show = (event: MouseEvent) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    desk.showInsight(days);
  };
  return (
    <a href={insightQuery(days)} aria-current={isShown ? 'true' : undefined} onClick={show}>
      {texts.periodName(days)}
    </a>
  );
}

const Answered = ({ stats }: { readonly stats: DatedStats }) => (
  <>
    <Numbers stats={stats} />
    <p class="foot">{texts.asOf(timeToMinute(stats.answeredAt))}</p>
  </>
);

/** Nothing was answered yet; if something is wrong, the banner says what, and asks again. */
function Unanswered() {
  const failed = useDesk().session.trouble.value !== undefined;
  return (
    <div class="empty">
      <p role="status">{failed ? texts.waiting : texts.loading}</p>
    </div>
  );
}
