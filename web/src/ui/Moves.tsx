import type { Report } from '../api/report';
import { hertz, number, sentence, short } from '../text/figures';
import { STAGES, type Dial, type StageText } from '../text/stages';
import { rangeOf } from '../state/catalogue';
import { draft, isOff, parameter, setParameter, switchStage } from '../state/draft';
import { Slider } from './Sliders';

/** What was done and why, stage by stage; each can be switched off, and its main parameters set by hand. */
export function Moves({ report }: { report: Report }) {
  return (
    <ol class="moves">
      {STAGES.map((text, i) => <Move key={text.name} text={text} index={i} report={report} />)}
    </ol>
  );
}

function Move({ text, index, report }: { text: StageText; index: number; report: Report }) {
  const plan = report.plan.stages.find(stage => stage.name === text.name);
  const off = isOff(text.name);
  const touched = Object.keys(draft.value.set).some(key => key.startsWith(`${text.name}.`)) || draft.value.off[text.name] !== undefined;
  const idle = !plan?.active && !plan?.bypassed;
  return (
    <li class={`move${off ? ' off' : ''}${idle && !touched ? ' idle' : ''}${touched ? ' changed' : ''}`}>
      <div class="move-head">
        <kbd aria-hidden="true">{index + 1}</kbd>
        <h3>{text.title}</h3>
        <button type="button" class="toggle" role="switch" aria-checked={!off} aria-label={text.title} onClick={() => switchStage(text.name)}><span class="toggle-words">{off ? 'Off' : 'On'}</span></button>
      </div>
      <div class="move-body">
        {idle ? <p class="quiet">{text.idle}</p> : <ul>{plan?.reasons.map(reason => <li key={reason}>{sentence(reason)}</li>)}</ul>}
        <details class="dials">
          <summary>{idle ? 'Set by hand' : 'Settings'}</summary>
          <div class={`dial-list${text.name === 'equalizer' ? ' many' : ''}`}>
            {text.dials.map(dial => <DialSlider key={dial.parameter} stage={text.name} dial={dial} byHand={plan?.setByHand.includes(dial.parameter) ?? false} />)}
          </div>
        </details>
      </div>
    </li>
  );
}

function DialSlider({ stage, dial, byHand }: { stage: string; dial: Dial; byHand: boolean }) {
  const range = rangeOf(stage, dial.parameter);
  if (!range) {
    return null;
  }

  const { min, max, step, unit } = range;
  const value = parameter(stage, dial.parameter);
  const changed = draft.value.set[`${stage}.${dial.parameter}`] !== undefined;
  // A high-pass below its lowest frequency is none.
  const zeroIsOff = min > 0 && range.neutral === 0;
  const read = zeroIsOff && value === 0 ? min : value;
  return (
    <Slider
      id={`dial-${stage}-${dial.parameter}`} title={dial.title} min={min} max={max} step={step} value={Math.max(min, Math.min(max, read))}
      origin={min < 0 && max > 0 ? 0 : min} text={`${textOf(dial, value, min, unit)}${byHand && !changed ? ', by hand' : ''}`} changed={changed}
      set={to => setParameter(stage, dial.parameter, zeroIsOff && to === min ? 0 : Number(to.toFixed(3)))}
    />
  );
}

function textOf(dial: Dial, value: number, min: number, unit: string): string {
  return dial.offAt !== undefined && (value === dial.offAt || value === 0) ? 'off'
    : unit === '' ? `${Math.round(value * 100)} %`
    : unit === 'Hz' ? hertz(value)
    : unit === 'dB' ? `${value > 0 && min < 0 ? '+' : ''}${number(value)} dB`
    : `${short(value, 1)} ${unit === ':1' ? ': 1' : unit}`;
}
