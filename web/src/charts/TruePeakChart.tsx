import type { Charts, Curve, Report } from '../api/report';
import { jump } from '../state/player';
import { number, time, times } from '../text/figures';
import { Chart } from './Chart';
import { above } from './overs';

const MOST_ROWS = 60;
const MOST_STAMPS = 6;
const DEEPEST_DBTP = -30; // below, there is nothing to watch
const FULL_SCALE_DBTP = 0;

/** Highest true peak of each second, with the ceiling, and where the mix is above full scale. */
export function TruePeakChart({ report, charts }: { report: Report; charts: Charts }) {
  const [mix, master] = [charts.mix.truePeakDbtp, charts.master.truePeakDbtp];
  if (!mix || !master) {
    return null; // made before there was this curve
  }

  const end = report.input.durationSeconds;
  const xs = mix.map((_, i) => Math.min(i + 0.5, end));
  const all = [...mix, ...master].filter((v): v is number => v !== null).sort((a, b) => a - b);
  const low = Math.max(all[Math.floor(all.length * 0.02)] ?? DEEPEST_DBTP, DEEPEST_DBTP);
  const high = Math.max(FULL_SCALE_DBTP, all[all.length - 1] ?? FULL_SCALE_DBTP);
  const every = Math.max(1, Math.ceil(mix.length / MOST_ROWS));
  const highest = (curve: Curve, row: number): string => {
    const values = curve.slice(row * every, (row + 1) * every).filter((v): v is number => v !== null);
    return number(values.length > 0 ? Math.max(...values) : null);
  };
  const overs = above(mix, FULL_SCALE_DBTP);
  const ceiling = report.plan.target.ceilingDbtp;
  return (
    <Chart
      title="True peak over time" unit="dBTP, highest of each second" over="time" end={end} range={[Math.min(low - 1, ceiling - 6), high + 1.5]} height={190}
      series={[{ name: 'Mix', look: 'mix', xs, ys: mix }, { name: 'Master', look: 'master', xs, ys: master }]}
      limits={[{ name: `Ceiling ${number(ceiling)}`, at: ceiling }]} marks={overs}
      markName="Mix above full scale"
      table={{
        caption: `Highest true peak in dBTP${every > 1 ? ` of each ${every} s` : ' of each second'}`,
        headings: ['From', 'Mix', 'Master'],
        rows: Array.from({ length: Math.ceil(mix.length / every) }, (_, row) => [time(row * every), highest(mix, row), highest(master, row)]),
      }}
    >
      {overs.length > 0 ? (
        <p class="overs">
          <span>The mix goes above full scale at</span>
          {overs.slice(0, MOST_STAMPS).map(over => {
            const where = times(over.from, over.to - 1, end);
            return <button key={over.from} type="button" class="stamp" aria-label={`Hear it: ${where}`} onClick={() => jump(over.from)}>{where}</button>;
          })}
          {overs.length > MOST_STAMPS ? <span>and {overs.length - MOST_STAMPS} more.</span> : null}
        </p>
      ) : null}
    </Chart>
  );
}
