import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { hertz, number, time } from '../text/figures';
import { duration, position, seek, versions } from '../state/player';
import { DataTable, type Table } from './DataTable';
import { frequencyScale, timeScale, valueScale, type Scale } from './scale';

export interface Series { name: string; look: 'mix' | 'master' | 'cut'; xs: number[]; ys: (number | null)[]; filled?: boolean }

export interface Band { name: string; xs: number[]; low: (number | null)[]; high: (number | null)[] }

export interface Stretch { from: number; to: number }

interface Props {
  title: string;
  about?: string;
  unit: string;
  over: 'time' | 'frequency';
  end: number;
  range?: [number, number];
  series: Series[];
  band?: Band | undefined;
  /** Levels not to go above, each with its name. */
  limits?: { name: string; at: number }[];
  /** Stretches of time to look at: they are marked at the upper edge. */
  marks?: Stretch[];
  /** What they are. */
  markName?: string;
  /** What grows downwards, as on the meters of compressors. */
  hanging?: boolean;
  height?: number;
  table: Table;
  /** What can be chosen about it; stands under the title. */
  choice?: ComponentChildren;
  children?: ComponentChildren;
}

const LEFT = 44;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 26;
const LOWEST_HZ = 20;

/** A chart with its title, unit, legend, a reading under the pointer, and a table of the same numbers. */
export function Chart(props: Props) {
  const { title, about, unit, over, end, series, band, table, height = 220 } = props;
  const [box, width] = useWidth();
  const [at, setAt] = useState<number | null>(null);
  const inner = Math.max(60, width - LEFT - RIGHT);
  const x = useMemo(() => over === 'time' ? timeScale(end, inner) : frequencyScale(LOWEST_HZ, end, inner), [over, end, inner]);
  const y = useMemo(() => yScale(props, height), [series, band, height]);
  const place = (value: number): string => over === 'time' ? time(value) : hertz(value);
  const canSeek = over === 'time' && versions.value.size > 0;
  const pointed = (event: PointerEvent): number | null => {
    const pixel = event.clientX - (event.currentTarget as Element).getBoundingClientRect().left - LEFT;
    return pixel >= -4 && pixel <= inner + 4 ? x.invert(Math.max(0, Math.min(inner, pixel))) : null;
  };
  return (
    <figure class="chart">
      <figcaption>
        <span class="chart-title">{title} <span class="unit">{unit}</span></span>
        <span class="legend">
          {series.map(each => (
            <span key={each.name} class={`key ${each.look}${each.filled ? ' filled' : ''}`}>
              {each.name}{at !== null ? <b>{' '}{number(valueAt(each, at))}</b> : null}
            </span>
          ))}
          {band ? <span class="key band">{band.name}{at !== null ? <b>{' '}{bandAt(band, at)}</b> : null}</span> : null}
          {props.limits?.map(limit => <span key={limit.name} class="key limit-key">{limit.name}</span>)}
          {props.markName && props.marks?.length ? <span class="key over-key">{props.markName}</span> : null}
          <span class="key-place">{at !== null ? place(at) : ''}</span>
        </span>
        {about || props.choice ? <span class="chart-about">{about ? <span>{about}</span> : null}{props.choice}</span> : null}
      </figcaption>
      <div ref={box} class="chart-box">
        {width > 0 ? (
          <svg
            width={width} height={height} role="img" aria-label={`${title}, ${unit}. The numbers stand in the table below.`}
            class={canSeek ? 'seekable' : ''}
            onPointerMove={event => setAt(pointed(event))} onPointerLeave={() => setAt(null)}
            onClick={event => { const to = pointed(event as unknown as PointerEvent); if (canSeek && to !== null) { seek(to); } }}
          >
            <g transform={`translate(${LEFT} ${TOP})`}>
              {y.ticks.map(tick => (
                <g key={tick}>
                  <line class={Math.abs(tick) < 1e-9 ? 'grid zero' : 'grid'} x1={0} x2={inner} y1={y.map(tick)} y2={y.map(tick)} />
                  <text class="tick" x={-8} y={y.map(tick) + 4} text-anchor="end">{number(props.hanging ? -tick : tick, Math.abs(tick % 1) > 1e-6 ? 1 : 0)}</text>
                </g>
              ))}
              {x.ticks.map((tick, i) => (
                <text key={tick} class="tick" x={x.map(tick)} y={height - TOP - 6} text-anchor={over === 'time' && i === 0 ? 'start' : x.map(tick) > inner - 14 ? 'end' : 'middle'}>{axisText(tick, over)}</text>
              ))}
              {band ? <path class="area band" d={bandPath(band, x, y)} /> : null}
              {series.filter(each => each.filled).map(each => <path key={each.name} class={`area ${each.look}`} d={areaPath(each, x, y)} />)}
              {series.filter(each => !each.filled).map(each => <path key={each.name} class={`line ${each.look}`} d={linePath(each, x, y)} />)}
              {props.limits?.map(limit => (
                <line key={limit.name} class="limit" x1={0} x2={inner} y1={y.map(limit.at)} y2={y.map(limit.at)} />
              ))}
              {props.marks?.map(mark => <rect key={mark.from} class="over" x={x.map(mark.from)} y={-TOP} width={Math.max(2, x.map(Math.min(mark.to, end)) - x.map(mark.from))} height={5} />)}
              {canSeek ? <Playhead x={x} height={height - TOP - BOTTOM} /> : null}
              {at !== null ? <line class="pointer" x1={x.map(at)} x2={x.map(at)} y1={0} y2={height - TOP - BOTTOM} /> : null}
            </g>
          </svg>
        ) : null}
      </div>
      {props.children}
      <DataTable {...table} />
    </figure>
  );
}

/** Its own component, so that only this line is drawn anew while the music plays. */
function Playhead({ x, height }: { x: Scale; height: number }) {
  const at = x.map(Math.min(position.value, duration.value));
  return position.value > 0 ? <line class="playhead" x1={at} x2={at} y1={0} y2={height} /> : null;
}

const axisText = (tick: number, over: Props['over']): string =>
  over === 'time' ? time(tick) : tick >= 1000 ? `${tick / 1000}k` : String(Math.round(tick));

export function useWidth(): [{ current: HTMLDivElement | null }, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(entries => setWidth(Math.floor(entries[0]?.contentRect.width ?? 0)));
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  return [box, width];
}

function yScale({ series, band, range, hanging }: Props, height: number): Scale {
  const finite = (values: (number | null)[]): number[] => values.filter((value): value is number => value !== null && Number.isFinite(value));
  const values = [...series.flatMap(each => finite(each.ys)), ...band ? [...finite(band.low), ...finite(band.high)] : []];
  const low = range?.[0] ?? Math.min(...values);
  const high = range?.[1] ?? Math.max(...values);
  const inner = height - TOP - BOTTOM;
  return hanging ? valueScale(low, high, 0, inner, 3) : valueScale(low, Math.max(high, low + 1), inner, 0);
}

/** What lies outside of the axis is drawn at its edge. */
const clamped = (y: Scale, value: number): string => Math.max(Math.min(y.ends[0], y.ends[1]), Math.min(Math.max(y.ends[0], y.ends[1]), y.map(value))).toFixed(1);

function linePath({ xs, ys }: Series, x: Scale, y: Scale): string {
  let path = '';
  let pen = 'M';
  xs.forEach((at, i) => {
    const value = ys[i];
    if (value === null || value === undefined) {
      pen = 'M';
      return;
    }

    path += `${pen}${x.map(at).toFixed(1)} ${clamped(y, value)}`;
    pen = 'L';
  });
  return path;
}

function areaPath(series: Series, x: Scale, y: Scale): string {
  const path = linePath(series, x, y);
  const zero = y.map(0).toFixed(1);
  return path ? `${path}L${x.map(series.xs[series.xs.length - 1]!).toFixed(1)} ${zero}L${x.map(series.xs[0]!).toFixed(1)} ${zero}Z` : '';
}

function bandPath({ xs, low, high }: Band, x: Scale, y: Scale): string {
  const points = (values: (number | null)[]): string[] => xs.map((at, i) => `${x.map(at).toFixed(1)} ${clamped(y, values[i] ?? 0)}`);
  return `M${points(high).join('L')}L${points(low).reverse().join('L')}Z`;
}

function nearest(xs: number[], at: number): number {
  let best = 0;
  xs.forEach((value, i) => {
    if (Math.abs(value - at) < Math.abs(xs[best]! - at)) {
      best = i;
    }
  });
  return best;
}

const valueAt = ({ xs, ys }: Series, at: number): number | null => ys[nearest(xs, at)] ?? null;

function bandAt({ xs, low, high }: Band, at: number): string {
  const i = nearest(xs, at);
  return at < xs[0]! * 0.8 || at > xs[xs.length - 1]! * 1.2 ? '–' : `${number(low[i])} to ${number(high[i])}`;
}
