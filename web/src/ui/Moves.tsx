import type { Report } from '../api/report';
import { hertz, number, sentence, short, timeTenths } from '../text/figures';
import { STAGES, type Dial, type StageText } from '../text/stages';
import { rangeOf } from '../state/catalogue';
import { draft, isChanged, isLocked, isOff, onlyLoop, parameter, setParameter, switchLock, switchStage } from '../state/draft';
import { loop } from '../state/player';
import { Icon } from './Icon';
import { Slider } from './Sliders';

/** What was done and why, stage by stage; each can be switched off, and its main parameters set by hand. */
export function Moves({ report }: { report: Report }) {
  return (
    <>
      <ForLoop />
      <ol class="moves">
        {STAGES.map((text, i) => <Move key={text.name} text={text} index={i} report={report} />)}
      </ol>
    </>
  );
}

/** Whether the dials below are for the whole song or for the loop alone. */
function ForLoop() {
  const around = loop.value;
  return (
    <p class="for-loop">
      <label class="switch"><input type="checkbox" checked={onlyLoop.value && around !== null} disabled={around === null} onChange={event => { onlyLoop.value = event.currentTarget.checked; }} />Settings for the loop only</label>
      <span class="quiet">{around ? `${timeTenths(around.start)}–${timeTenths(around.end)}; the rest of the song stays as it is.` : 'Drag over the waveform to choose a passage.'}</span>
    </p>
  );
}

/** Keeps a stage or a parameter as it is, whatever is decided in later revisions. */
function Lock({ stage, parameter: name, title }: { stage: string; parameter?: string; title: string }) {
  const locked = isLocked(stage, name);
  return name === undefined
    ? <button type="button" class="chip lock" aria-pressed={locked} onClick={() => switchLock(stage)}><Icon name="lock" />{locked ? 'All locked' : 'Lock all of it'}<span class="unseen">: {title}</span></button>
    : <button type="button" class="icon-button lock" aria-pressed={locked} aria-label={`Lock ${title}`} title={locked ? 'Locked: stays in later revisions' : 'Lock for later revisions'} onClick={() => switchLock(stage, name)}><Icon name="lock" /></button>;
}

function Move({ text, index, report }: { text: StageText; index: number; report: Report }) {
  const plan = report.plan.stages.find(stage => stage.name === text.name);
  const off = isOff(text.name);
  const touched = Object.keys(draft.value.set).some(key => key.startsWith(`${text.name}.`)) || Object.keys(draft.value.lock).some(key => key === text.name || key.startsWith(`${text.name}.`)) || draft.value.off[text.name] !== undefined;
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
          <Lock stage={text.name} title={text.title} />
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
  const changed = isChanged(stage, dial.parameter);
  // A high-pass below its lowest frequency is none.
  const zeroIsOff = min > 0 && range.neutral === 0;
  const read = zeroIsOff && value === 0 ? min : value;
  return (
    <div class="dial"><Slider
      id={`dial-${stage}-${dial.parameter}`} title={dial.title} min={min} max={max} step={step} value={Math.max(min, Math.min(max, read))}
      origin={min < 0 && max > 0 ? 0 : min} text={`${textOf(dial, value, min, unit)}${byHand && !changed ? ', by hand' : ''}`} changed={changed}
      set={to => setParameter(stage, dial.parameter, zeroIsOff && to === min ? 0 : Number(to.toFixed(3)))}
    /><Lock stage={stage} parameter={dial.parameter} title={dial.title} /></div>
  );
}

function textOf(dial: Dial, value: number, min: number, unit: string): string {
  return dial.offAt !== undefined && (value === dial.offAt || value === 0) ? 'off'
    : unit === '' ? `${Math.round(value * 100)} %`
    : unit === 'Hz' ? hertz(value)
    : unit === 'dB' ? `${value > 0 && min < 0 ? '+' : ''}${number(value)} dB`
    : `${short(value, 1)} ${unit === ':1' ? ': 1' : unit}`;
}
