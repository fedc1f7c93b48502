import type { Report, Service } from '../api/report';
import { list, number } from './figures';
import { STAGES } from './stages';

/** What came of it all, in one plain sentence. */
export function verdict(report: Report): string {
  const off = report.plan.stages.some(stage => stage.bypassed);
  const loudness = change(report);
  if (report.verdict === 'untouched') {
    return off ? 'Nothing was changed; what was switched off by hand stayed off.' : 'Nothing had to be done: the mix is as it should be.';
  }

  if (report.verdict === 'levelOnly') {
    return off ? `Only the level was changed: ${loudness}.` : `The mix is right as it is; only its level was changed: ${loudness}.`;
  }

  const work = STAGES.filter(text => text.worksOn && report.plan.stages.some(stage => stage.name === text.name && stage.active && !stage.bypassed)).map(text => text.worksOn!);
  return `Mastered: ${loudness}${work.length > 0 ? `, with work on ${list([...new Set(work)])}` : ''}.`;
}

function change(report: Report): string {
  const [before, after] = [report.input.loudness.integratedLufs, report.result.loudness.integratedLufs];
  if (before === null || after === null) {
    return 'too quiet to have a loudness';
  }

  const step = after - before;
  return Math.abs(step) < 0.05 ? 'as loud as before' : `${number(Math.abs(step))} LU ${step > 0 ? 'louder' : 'softer'}`;
}

/** What a streaming service will do with a master, in a few words. */
export function fate(service: Service, lufs: number | null): string {
  if (lufs === null) {
    return 'Too quiet to be measured';
  }

  const missing = service.loudnessLufs - lufs;
  const gain = service.gainDb;
  return gain === null ? `Perhaps left as it is, ${number(missing)} dB softer than other music; not known`
    : gain <= -0.05 ? `Turned down by ${number(-gain)} dB`
    : missing < 0.05 ? 'Left as it is'
    : gain >= missing - 0.05 ? `Raised by ${number(gain)} dB`
    : gain >= 0.05 ? `Raised by ${number(gain)} dB, as far as its peaks allow; ${number(missing - gain)} dB softer than other music`
    : `Left as it is, ${number(missing)} dB softer than other music`;
}
