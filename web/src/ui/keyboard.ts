import { loginNeeded } from '../api/client';
import { loopBetween } from '../audio/clock';
import { STAGES } from '../text/stages';
import { abx, hearX } from './abxState';
import { switchStage } from '../state/draft';
import { say } from '../state/live';
import { hearChange } from '../state/preview';
import * as player from '../state/player';
import { keys } from '../state/settings';
import { shared } from '../state/listener';
import { result } from '../state/song';
import { helpOpen } from './Help';
import { timeTenths } from '../text/figures';

/** Keys belong to what has the focus where that uses them itself. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  return event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') !== null
    || target.isContentEditable || target.matches('textarea, select, input:not([type=range]):not([type=checkbox]):not([type=radio])')
    || (event.key === ' ' && target.matches('button, summary, a, input'))
    || (event.key.startsWith('Arrow') && target.matches('input, [role=slider], [role=tab], .scroll'));
}

function listen(way: 'mono' | 'side'): void {
  player.listening.value = player.listening.value === way ? 'stereo' : way;
  say(player.listening.value === 'stereo' ? 'Stereo.' : way === 'mono' ? 'Mono.' : 'Side only.');
}

/** One that would be too short leaves the one before. */
function loopFrom(start: number, end: number): void {
  const loop = loopBetween(start, end, player.duration.value);
  if (loop) {
    player.setLoop(loop);
  }

  say(loop ? `Loop from ${timeTenths(loop.start)} to ${timeTenths(loop.end)}.` : 'That loop would be too short.');
}

const actions: Record<string, () => void> = {
  ' ': () => player.toggle(),
  a: () => player.choose('a'),
  b: () => player.choose('b'),
  c: () => { if (player.setAside.value) { player.choose('c'); } else if (!abx.value) { hearChange(); } },
  x: () => abx.value ? hearX() : player.choose(player.slot.value === 'a' ? 'b' : 'a'),
  arrowleft: () => player.seek(player.position.value - 5),
  arrowright: () => player.seek(player.position.value + 5),
  '[': () => loopFrom(player.position.value, player.loop.value && player.loop.value.end > player.position.value ? player.loop.value.end : Math.min(player.duration.value, player.position.value + 8)),
  ']': () => loopFrom(player.loop.value && player.loop.value.start <= player.position.value ? player.loop.value.start : Math.max(0, player.position.value - 8), player.position.value),
  escape: () => player.setLoop(null),
  m: () => listen('mono'),
  s: () => listen('side'),
};

export function begin(): void {
  addEventListener('keydown', event => {
    if (loginNeeded.value || isTaken(event)) {
      return;
    }

    if (event.key === '?') {
      helpOpen.value = true;
      event.preventDefault();
      return;
    }

    if (keys.value === 'off' || (!result.value && !shared.value)) {
      return;
    }

    const stage = result.value && /^[1-9]$/.test(event.key) ? STAGES[Number(event.key) - 1] : undefined;
    const action = stage ? () => switchStage(stage.name) : actions[event.key.toLowerCase()];
    if (action && (!event.repeat || event.key.startsWith('Arrow'))) {
      event.preventDefault();
      action();
    }
  });
}
