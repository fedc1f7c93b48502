import type { Charts, Report } from '../api/report';
import { hertz, number, time } from '../text/figures';
import { stageTitle } from '../text/stages';
import { Chart } from './Chart';

const MOST_ROWS = 60;

interface Props { report: Report; charts: Charts }

export function ToneChart({ charts }: Props) {
  const tone = charts.tone;
  if (!tone) {
    return <p class="quiet">There is too little sound to compare its spectrum with others.</p>;
  }

  const usual = (hz: number): string => {
    const i = tone.usualHz.indexOf(hz);
    return i < 0 ? '–' : `${number(tone.usualLowDb[i])} to ${number(tone.usualHighDb[i])}`;
  };
  return (
    <Chart
      title="Spectrum" unit="dB, at equal level" over="frequency" end={20000} range={[-30, 15]} height={260}
      about="The band is where two thirds of finished masters lie."
      series={[{ name: 'Mix', look: 'mix', xs: tone.centresHz, ys: tone.mixDb }, { name: 'Master', look: 'master', xs: tone.centresHz, ys: tone.masterDb }]}
      band={{ name: 'Usual', xs: tone.usualHz, low: tone.usualLowDb, high: tone.usualHighDb }}
      table={{
        caption: 'Third-octave levels in dB, at equal level, against the usual range',
        headings: ['Band', 'Mix', 'Master', 'Usual'],
        rows: tone.centresHz.map((hz, i) => [hertz(hz), number(tone.mixDb[i]), number(tone.masterDb[i]), usual(hz)]),
      }}
    />
  );
}

export function StereoChart({ report, charts }: Props) {
  if (report.input.channels === 1) {
    return <p class="quiet">The track is mono: both loudspeakers play the same.</p>;
  }

  const xs = charts.mix.bandCentresHz;
  const width = (track: Charts['mix'], i: number): number | null => {
    const [mid, side] = [track.midLevelsDb[i], track.sideLevelsDb[i]];
    return mid === null || side === null || mid === undefined || side === undefined ? null : side - mid;
  };
  return (
    <Chart
      title="Stereo by band" unit="correlation" over="frequency" end={20000} range={[-0.25, 1]} height={200}
      about="1 is mono; 0 is unrelated; below 0 it cancels on one loudspeaker."
      series={[{ name: 'Mix', look: 'mix', xs, ys: charts.mix.bandCorrelation }, { name: 'Master', look: 'master', xs, ys: charts.master.bandCorrelation }]}
      table={{
        caption: 'Correlation of left and right, and side against mid in dB, by third octave',
        headings: ['Band', 'Mix', 'Master', 'Side to mid, mix', 'Side to mid, master'],
        rows: xs.map((hz, i) => [hertz(hz), number(charts.mix.bandCorrelation[i], 2), number(charts.master.bandCorrelation[i], 2), number(width(charts.mix, i)), number(width(charts.master, i))]),
      }}
    />
  );
}

export function ReductionCharts({ report, charts }: Props) {
  const busy = charts.gainReduction.filter(curve => Math.max(...curve.maxDb.map(value => value ?? 0)) >= 0.05);
  if (busy.length === 0) {
    return <p class="quiet">Nothing was turned down: neither compressor nor limiter had anything to do.</p>;
  }

  const most = Math.max(3, ...busy.flatMap(curve => curve.maxDb.map(value => value ?? 0)));
  const end = report.input.durationSeconds;
  return (
    <>
      {busy.map(curve => {
        const count = curve.meanDb.length;
        const xs = curve.meanDb.map((_, i) => (i + 0.5) * end / count);
        const every = Math.max(1, Math.ceil(count / MOST_ROWS));
        const rows = Array.from({ length: Math.ceil(count / every) }, (_, r) => {
          const part = <T,>(values: T[]): T[] => values.slice(r * every, (r + 1) * every);
          const mean = part(curve.meanDb).reduce<number>((sum, value) => sum + (value ?? 0), 0) / part(curve.meanDb).length;
          return [time(r * every * end / count), number(mean), number(Math.max(...part(curve.maxDb).map(value => value ?? 0)))];
        });
        return (
          <Chart
            key={curve.stage} title={stageTitle(curve.stage)} unit="dB of gain reduction" over="time" end={end} height={130} hanging range={[0, most]}
            series={[{ name: 'Most', look: 'cut', xs, ys: curve.maxDb, filled: true }, { name: 'Mean', look: 'cut', xs, ys: curve.meanDb }]}
            table={{ caption: `Gain reduction of the stage ${stageTitle(curve.stage)} in dB`, headings: ['From', 'Mean', 'Most'], rows }}
          />
        );
      })}
    </>
  );
}
