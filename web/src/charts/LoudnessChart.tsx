import { useState } from 'preact/hooks';
import type { Charts, Curve, Report } from '../api/report';
import { number, time } from '../text/figures';
import { Chart } from './Chart';

const MOST_ROWS = 60;
const QUIET_LUFS = -70;

interface Window { title: string; about: string; of: (charts: Charts, which: 'mix' | 'master') => Curve; middle: number }

/** What loudness is averaged over. */
const WINDOWS: Record<'shortTerm' | 'momentary', Window> = {
  shortTerm: { title: 'Short-term', about: 'Over 3 s each.', of: (charts, which) => charts[which].shortTermLufs, middle: 1.5 },
  momentary: { title: 'Momentary', about: 'The loudest 0.4 s of each second.', of: (charts, which) => charts[which].momentaryLufs ?? [], middle: 0.5 },
};

/** Loudness over time, by either window. */
export function LoudnessChart({ report, charts }: { report: Report; charts: Charts }) {
  const [chosen, setChosen] = useState<keyof typeof WINDOWS>('shortTerm');
  const window = WINDOWS[chosen];
  const [mix, master] = [window.of(charts, 'mix'), window.of(charts, 'master')];
  const xs = mix.map((_, i) => i + window.middle);
  const all = [...mix, ...master].filter((v): v is number => v !== null && v > QUIET_LUFS).sort((a, b) => a - b);
  const low = Math.max(all[Math.floor(all.length * 0.02)] ?? -40, -60);
  const high = all[all.length - 1] ?? 0;
  const every = Math.max(1, Math.ceil(xs.length / MOST_ROWS));
  const both = WINDOWS.momentary.of(charts, 'mix').length > 0;
  return (
    <Chart
      title="Loudness over time" unit={`LUFS, ${window.title.toLowerCase()}`} over="time" end={report.input.durationSeconds} range={[low - 2, high + 1]}
      about={`${window.about} Click to go there.`}
      series={[{ name: 'Mix', look: 'mix', xs, ys: mix }, { name: 'Master', look: 'master', xs, ys: master }]}
      table={{
        caption: `${window.title} loudness in LUFS${every > 1 ? `, every ${every} s` : ''}`,
        headings: ['Time', 'Mix', 'Master'],
        rows: xs.filter((_, i) => i % every === 0).map((x, k) => [time(x), number(mix[k * every]), number(master[k * every])]),
      }}
      choice={both ? (
        <span class="segments small" role="group" aria-label="Loudness over">
          {(['shortTerm', 'momentary'] as const).map(each => (
            <button key={each} type="button" aria-pressed={chosen === each} onClick={() => setChosen(each)}>{WINDOWS[each].title}</button>
          ))}
        </span>
      ) : null}
    />
  );
}
