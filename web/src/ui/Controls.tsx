import { signal } from '@preact/signals';
import { number, sentence } from '../text/figures';
import { GENRES, genreTitle, STEPS, targetTitle, VOLUME } from '../text/controls';
import { presets, targets } from '../state/catalogue';
import { ask, choosePreset, control, draft, isEmpty, discard, wordsOfDraft } from '../state/draft';
import { warm } from '../state/preview';
import { Choice, Slider } from './Sliders';

const ownLufs = signal(false);

/** The few plain controls. */
export function Controls() {
  const changed = (name: string): boolean => draft.value.controls[name] !== undefined;
  const loudness = control('loudness');
  const byNumber = typeof loudness === 'number';
  return (
    <section class="controls" aria-labelledby="controls-title" onPointerEnter={warm} onFocusIn={warm}>
      <div class="side-head"><h2 id="controls-title">Controls</h2>{isEmpty.value ? null : <button type="button" class="link-button" onClick={discard}>Take all back</button>}</div>
      {isEmpty.value ? <p class="quiet">Three is automatic: what the analysis asks for. Change one, and you hear it at once.</p> : <p class="draft-words">{sentence(wordsOfDraft.value.join(', '))}</p>}
      <PresetChoice />
      <Choice title="Colour" options={[{ value: 'warm', title: 'Warm' }, { value: 'balanced', title: 'Balanced' }, { value: 'open', title: 'Open' }]} value={String(control('style'))} changed={changed('style')} set={value => ask('style', value)} />
      <Choice
        title="Intensity" options={[{ value: 'low', title: 'Low' }, { value: 'medium', title: 'Medium' }, { value: 'high', title: 'High' }]}
        value={loudness === null ? String(control('intensity')) : ''} changed={changed('intensity')} set={value => ask('intensity', value)}
      />
      <OneToFive step={VOLUME} disabled={loudness !== null} />
      <label class={`field${changed('loudness') ? ' changed' : ''}`}>
        <span>Loudness</span>
        <select
          value={byNumber || ownLufs.value ? 'own' : loudness ?? ''}
          onChange={event => {
            const value = event.currentTarget.value;
            ownLufs.value = value === 'own';
            if (value === '') {
              ask('intensity', String(control('intensity')));
              ask('volume', Number(control('volume')));
            } else {
              ask('loudness', value === 'own' ? -14 : value);
            }
          }}
        >
          <option value="">by intensity and volume</option>
          {targets.value.targets.map(target => <option key={target.name} value={target.name}>{targetTitle(target.name)}{target.loudnessLufs === null ? '' : `, ${number(target.loudnessLufs, 0)} LUFS`}</option>)}
          <option value="own">a number of LUFS</option>
        </select>
      </label>
      {byNumber ? <Slider id="control-loudness" title="Loudness" min={-30} max={-6} step={0.5} value={loudness} text={`${number(loudness)} LUFS`} changed={changed('loudness')} set={value => ask('loudness', value)} /> : null}
      {STEPS.map(step => <OneToFive key={step.name} step={step} />)}
      <Slider id="control-ceiling" title="Ceiling" about="True peak, never exceeded" min={-6} max={0} step={0.1} value={Number(control('ceiling'))} text={`${number(Number(control('ceiling')))} dBTP`} changed={changed('ceiling')} set={value => ask('ceiling', Math.round(value * 10) / 10)} />
      <label class={`field${changed('genre') ? ' changed' : ''}`}>
        <span>Genre</span>
        <select value={String(control('genre') ?? 'auto')} onChange={event => ask('genre', event.currentTarget.value)}>
          {GENRES.map(name => <option key={name} value={name}>{genreTitle(name)}</option>)}
        </select>
      </label>
    </section>
  );
}

function OneToFive({ step, disabled = false }: { step: typeof STEPS[number]; disabled?: boolean }) {
  const value = Number(control(step.name) ?? 3);
  return (
    <Slider
      id={`control-${step.name}`} title={step.title} about={step.about} min={1} max={5} step={1} value={value} origin={3} disabled={disabled}
      text={disabled ? 'set by the loudness' : `${value}, ${step.words[value - 1]}`} changed={draft.value.controls[step.name] !== undefined} set={to => ask(step.name, to)}
    />
  );
}

function PresetChoice() {
  const chosen = presets.value.find(preset => preset.name === draft.value.preset);
  const options = (kind: 'style' | 'delivery') => presets.value.filter(preset => preset.kind === kind).map(preset => <option key={preset.name} value={preset.name}>{preset.about.split(':')[0]}</option>);
  return (
    <>
      <label class={`field${chosen ? ' changed' : ''}`}>
        <span>Preset</span>
        <select value={draft.value.preset ?? ''} onChange={event => choosePreset(event.currentTarget.value || null)}>
          <option value="">none</option>
          <optgroup label="For a style of music">{options('style')}</optgroup>
          <optgroup label="For a delivery">{options('delivery')}</optgroup>
        </select>
      </label>
      {chosen ? (
        <details class="preset-why">
          <summary>{sentence(chosen.about)}</summary>
          <dl>{Object.entries(chosen.controls).map(([name, setting]) => <div key={name}><dt>{name} {setting.value.replace('-', '−')}</dt><dd>{sentence(setting.because)}</dd></div>)}</dl>
        </details>
      ) : null}
    </>
  );
}
