import { useSignalEffect } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { loopBetween } from '../audio/clock';
import { highestBetween, type Outline } from '../audio/peaks';
import type { Finding, Section } from '../api/report';
import { spokenTime } from '../text/figures';
import { blind, duration, heard, load, loop, position, seek, setAside, setLoop, slots, versions, type Version } from '../state/player';
import { theme } from '../state/settings';
import { useWidth } from './Chart';

const DRAG_PIXELS = 5;
const COLUMN_PIXELS = 3;
const GAP_PIXELS = 1;

/** Both waveforms over each other; a click goes there, a drag makes a loop. */
export function Waveform({ findings, sections }: { findings: Finding[]; sections: Section[] }) {
  const [box, width] = useWidth();
  const canvas = useRef<HTMLCanvasElement>(null);
  const drag = useRef<{ from: number; x: number } | null>(null);
  const [drawn, setDrawn] = useState<{ start: number; end: number } | null>(null);
  const height = width < 560 ? 96 : 132;
  const { a, b } = setAside.value?.slots ?? slots.value;
  const [first, second] = [a, b].map(id => id ? versions.value.get(id) ?? null : null) as [Version | null, Version | null];
  // In a blind test nothing may show which one is heard.
  const front = blind.value ? null : heard.value?.kind === 'change' ? second : heard.value;
  const scheme = useScheme();

  useEffect(() => {
    if (canvas.current && width > 0) {
      draw(canvas.current, width, height, first, second, front);
    }
  }, [width, height, first?.outline, second?.outline, front?.id, theme.value, scheme]);

  const seconds = duration.value || 1;
  // Told once a second, and past the component: it need not be drawn anew while the music plays.
  useSignalEffect(() => {
    const now = Math.floor(position.value);
    if (box.current && box.current.ariaValueNow !== String(now)) {
      box.current.ariaValueNow = String(now);
      box.current.ariaValueText = `${spokenTime(now)} of ${spokenTime(duration.value || 1)}`;
    }
  });
  const at = (event: PointerEvent): number => {
    const place = box.current!.getBoundingClientRect();
    return Math.max(0, Math.min(1, (event.clientX - place.left) / place.width)) * seconds;
  };
  const down = (event: PointerEvent): void => {
    drag.current = { from: at(event), x: event.clientX };
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent): void => {
    if (drag.current && Math.abs(event.clientX - drag.current.x) > DRAG_PIXELS) {
      setDrawn(loopBetween(drag.current.from, at(event), seconds, 0));
    }
  };
  const up = (event: PointerEvent): void => {
    const begun = drag.current;
    drag.current = null;
    setDrawn(null);
    if (!begun) {
      return;
    }

    const wanted = Math.abs(event.clientX - begun.x) > DRAG_PIXELS ? loopBetween(begun.from, at(event), seconds) : null;
    if (wanted) {
      setLoop(wanted);
    } else {
      const around = loop.value;
      if (around && (begun.from < around.start || begun.from >= around.end)) {
        setLoop(null);
      }

      seek(begun.from);
    }
  };
  const key = (event: KeyboardEvent): void => {
    const here = position.peek();
    const step = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -30, PageUp: 30 }[event.key];
    const to = step !== undefined ? here + step : event.key === 'Home' ? 0 : event.key === 'End' ? seconds : null;
    if (to !== null) {
      event.preventDefault();
      event.stopPropagation();
      seek(to);
    }
  };
  const region = drawn ?? loop.value;
  const loading = [first, second].filter((each): each is Version => each?.state === 'loading');
  const percent = (value: number): string => `${value / seconds * 100}%`;
  return (
    <div class="wave">
      <div
        ref={box} class="wave-box" role="slider" tabIndex={0} aria-label="Place in the song" aria-valuemin={0} aria-valuemax={Math.round(seconds)}
        aria-valuenow={Math.floor(position.peek())} aria-valuetext={`${spokenTime(position.peek())} of ${spokenTime(seconds)}`}
        onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={() => { drag.current = null; setDrawn(null); }} onKeyDown={key}
      >
        <canvas ref={canvas} class="wave-canvas" />
        {region ? <div class="wave-loop" style={{ left: percent(region.start), width: percent(region.end - region.start) }} /> : null}
        {findings.filter(each => each.startSeconds !== null && (each.endSeconds ?? seconds) - each.startSeconds < seconds - 1).slice(0, 60).map((each, i) => (
          <i key={i} class={`wave-mark ${each.severity}`} style={{ left: percent(each.startSeconds!) }} />
        ))}
        {sections.slice(1).map(each => <i key={each.startSeconds} class="wave-section" style={{ left: percent(each.startSeconds) }} />)}
        <Head seconds={seconds} />
        {loading.length > 0 ? <p class="wave-state">Loading {loading.map(each => each.title.toLowerCase()).join(' and ')}, {Math.round(100 * loading.reduce((sum, each) => sum + each.share, 0) / loading.length)} %</p> : null}
      </div>
      {[first, second].filter(each => each?.state === 'failed').map(each => <p key={each!.id} class="problem">{each!.title}: {each!.words} <button type="button" class="link-button" onClick={() => void load(each!.id)}>Try again</button></p>)}
    </div>
  );
}

function Head({ seconds }: { seconds: number }) {
  return <div class="wave-head" style={{ left: `${Math.min(position.value, seconds) / seconds * 100}%` }} />;
}

/** Turns over when the system's colours do, so that the canvas is drawn anew. */
function useScheme(): boolean {
  const query = matchMedia('(prefers-color-scheme: dark)');
  const [dark, setDark] = useState(query.matches);
  useEffect(() => {
    const changed = (): void => setDark(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  return dark;
}

function draw(canvas: HTMLCanvasElement, width: number, height: number, first: Version | null, second: Version | null, front: Version | null): void {
  const ratio = Math.min(3, devicePixelRatio || 1);
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const pen = canvas.getContext('2d')!;
  pen.scale(ratio, ratio);
  const colour = (name: string, percent = 100): string => {
    canvas.style.color = `color-mix(in srgb, var(--${name}) ${percent}%, var(--paper))`;
    return getComputedStyle(canvas).color;
  };
  pen.fillStyle = colour('line');
  pen.fillRect(0, (height / 2) - 0.5, width, 1);
  // The louder lies behind, the one that is heard stands out.
  const shown = [first, second].filter((each): each is Version => each?.outline != null && each.seconds > 0);
  shown.sort((one, other) => loudest(other.outline!) - loudest(one.outline!));
  const span = Math.max(...shown.map(each => each.kind === 'reference' ? 0 : each.seconds), 1);
  for (const each of shown) {
    const own = each.kind === 'mix' ? 'mix' : each.kind === 'reference' || each === first ? 'reference' : 'master';
    const part = each.kind === 'reference' ? 1 : each.seconds / span;
    const heardNow = front === null || each.id === front.id;
    // Mixed with the paper, not laid over each other: two colours through each other would be a third.
    // What lies behind is one shape; its body would only show through in specks.
    const behind = shown.length > 1 && each === shown[0];
    const [peaks, body] = behind ? (heardNow ? [68, 68] : [36, 36]) : heardNow ? [52, 100] : [34, 66];
    columns(pen, each.outline!, width * part, height, colour(own, peaks), colour(own, body));
  }
}

const loudest = ({ rms }: Outline): number => rms.reduce((sum, value) => sum + (value * value), 0);

function columns(pen: CanvasRenderingContext2D, { peak, rms }: Outline, width: number, height: number, peakColour: string, rmsColour: string): void {
  const count = Math.floor(width / COLUMN_PIXELS);
  const half = (height / 2) - 1;
  for (let c = 0; c < count; c++) {
    const [from, to] = [c * peak.length / count, (c + 1) * peak.length / count];
    const [outer, inner] = [highestBetween(peak, from, to) * half, highestBetween(rms, from, to) * half];
    const x = c * COLUMN_PIXELS;
    pen.fillStyle = peakColour;
    pen.fillRect(x, (height / 2) - outer, COLUMN_PIXELS - GAP_PIXELS, Math.max(1, 2 * outer));
    pen.fillStyle = rmsColour;
    pen.fillRect(x, (height / 2) - inner, COLUMN_PIXELS - GAP_PIXELS, Math.max(1, 2 * inner));
  }
}
