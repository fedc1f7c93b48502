import type { Loudness, Report } from '../api/report';
import { number } from '../text/figures';

interface Row { title: string; about: string; unit: string; before: number | null; after: number | null }

/** The numbers a musician asks for, before and after. */
export function Numbers({ report }: { report: Report }) {
  const [before, after] = [report.input, report.result];
  const level = (title: string, about: string, unit: string, name: keyof Loudness): Row => ({ title, about, unit, before: before.loudness[name], after: after.loudness[name] });
  const rows = [
    level('Loudness', 'of the whole track', 'LUFS', 'integratedLufs'),
    level('True peak', 'also between the samples', 'dBTP', 'truePeakDbtp'),
    level('Loudness range', 'quiet to loud parts (LRA)', 'LU', 'loudnessRangeLu'),
    level('Peak to loudness', 'room for attacks (PLR)', 'dB', 'peakToLoudnessLu'),
    ...before.channels > 1 ? [{ title: 'Side to mid', about: 'width', unit: 'dB', before: before.stereo.sideToMidDb, after: after.stereo.sideToMidDb },
      { title: 'Lost in mono', about: 'on one loudspeaker', unit: 'dB', before: before.stereo.monoLossDb, after: after.stereo.monoLossDb }] : [],
  ];
  return (
    <dl class="numbers">
      {rows.map(row => (
        <div key={row.title}>
          <dt>{row.title}</dt>
          <dd>
            <span class="unseen">mix </span><span class="before">{number(row.before)}</span>
            <span class="arrow" aria-hidden="true">→</span><span class="unseen">, master </span>
            <b>{number(row.after)}</b> <span class="unit">{row.unit}</span>
          </dd>
          <dd class="quiet">{row.about}</dd>
        </div>
      ))}
    </dl>
  );
}
