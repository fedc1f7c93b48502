import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { token } from '../state/listener';
import { keys } from '../state/settings';

export const helpOpen = signal(false);

const KEYS: [string[], string][] = [
  [['Space'], 'Play and pause'],
  [['A', 'B'], 'Hear A, hear B'],
  [['C'], 'Hear your change, or the third of three versions'],
  [['X'], 'The other one of A and B; in a blind test, X'],
  [['←', '→'], 'Back and on by 5 seconds'],
  [['[', ']'], 'Loop from here, loop to here'],
  [['Esc'], 'No loop'],
  [['M', 'S'], 'Mono, side only'],
  [['1', '–', '9'], 'Switch the n-th stage off and on'],
  [['?'], 'This help'],
];

/** Keys for what a listener cannot do. */
const STUDIO_ONLY = new Set(['C', '1']);

export function Help() {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (helpOpen.value && !box.current!.open) {
      box.current!.showModal();
    } else if (!helpOpen.value) {
      box.current!.close();
    }
  }, [helpOpen.value]);
  return (
    <dialog ref={box} class="help" aria-labelledby="help-title" onClose={() => { helpOpen.value = false; }} onClick={event => { if (event.target === box.current) { helpOpen.value = false; } }}>
      <div class="help-inner">
        <div class="help-head"><h2 id="help-title">Keys</h2><button type="button" class="button" onClick={() => { helpOpen.value = false; }}>Close</button></div>
        <dl class="key-list">
          {KEYS.filter(([names]) => !token || !STUDIO_ONLY.has(names[0]!)).map(([names, words]) => <div key={words}><dt>{names.map(name => name === '–' ? '–' : <kbd key={name}>{name}</kbd>)}</dt><dd>{words}</dd></div>)}
        </dl>
        <label class="switch"><input type="checkbox" checked={keys.value === 'on'} onChange={event => { keys.value = event.currentTarget.checked ? 'on' : 'off'; }} />Use these keys</label>
        <h3>What you hear</h3>
        <p>All versions run on one clock: switching keeps your place to the sample. Louder always sounds better, so the louder version is turned down until both are equally loud. Switch that off beside the player to hear the real difference in level.</p>
        {token ? null : <h3>Looping and changing</h3>}
        {token ? <p>Drag over the waveform to loop.</p> : <p>Drag over the waveform to loop. When you change a control, the loop is rendered first, with the same engine, and you hear it at once. “Make this a revision” renders the whole track; nothing that was made before is ever lost.</p>}
      </div>
    </dialog>
  );
}
