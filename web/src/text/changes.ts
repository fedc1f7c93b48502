import type { PlanChange } from '../api/types';
import { hertz, list, number, short, signed, time } from './figures';
import { parameterTitle, stageTitle, unitOf } from './stages';

/** Differences of two plans in words: the equaliser's neighbouring bands become one move, stretches of time are named once. */
export function wordsOfChanges(changes: PlanChange[]): string[] {
  const groups = new Map<string, { change: PlanChange; places: [number, number][] }>();
  for (const change of changes) {
    const key = `${change.stage}|${change.parameter}|${value(change, change.before)}|${value(change, change.after)}|${change.fromSeconds === null}`;
    const group = groups.get(key) ?? { change, places: [] };
    if (change.fromSeconds !== null) {
      group.places.push([change.fromSeconds, change.toSeconds ?? change.fromSeconds]);
    }

    groups.set(key, group);
  }

  const [bands, others]: [Group[], Group[]] = [[], []];
  for (const group of groups.values()) {
    (/^(mid|side)\d+Hz$/.test(group.change.parameter) ? bands : others).push(group);
  }

  return [...equaliser(bands), ...others.map(one)];
}

interface Group { change: PlanChange; places: [number, number][] }

function value(change: PlanChange, of: number | null): string {
  if (of === null) {
    return 'none';
  }

  const unit = unitOf(change.parameter);
  if (/^(limiter|dither)$/.test(change.parameter)) {
    return of ? 'on' : 'off';
  }

  return unit === '%' ? `${short(of * 100, 0)} %` : unit === 'Hz' ? (of === 0 ? 'off' : hertz(of)) : `${short(of, 1)}${unit ? `\u00a0${unit}` : ''}`;
}

const where = (places: [number, number][]): string => places.length === 0 ? '' : `, at ${list(places.map(([from, to]) => `${time(from)}–${time(to)}`))}`;

function one({ change, places }: Group): string {
  const title = parameterTitle(change.stage, change.parameter);
  const from = change.before === null ? '' : `${value(change, change.before)} → `;
  return `${stageTitle(change.stage)}: ${title} ${from}${value(change, change.after)}${where(places)}`;
}

/** Runs of bands that move the same way, within the same stretches. */
function equaliser(bands: Group[]): string[] {
  const runs = new Map<string, { hz: number; step: number }[]>();
  for (const { change, places } of bands) {
    const step = (change.after ?? 0) - (change.before ?? 0);
    const channel = change.parameter.startsWith('side') ? 'side' : 'mid';
    const key = `${channel}|${step < 0 ? 'down' : 'up'}|${where(places)}`;
    runs.set(key, [...runs.get(key) ?? [], { hz: Number(/\d+/.exec(change.parameter)![0]), step }]);
  }

  return [...runs].map(([key, knots]) => {
    const [channel, , at] = key.split('|') as [string, string, string];
    knots.sort((a, b) => a.hz - b.hz);
    const most = knots.reduce((far, knot) => Math.abs(knot.step) > Math.abs(far.step) ? knot : far);
    const [first, last] = [knots[0]!, knots[knots.length - 1]!];
    const place = first.hz === last.hz ? `at ${hertz(first.hz)}` : `from ${hertz(first.hz)} to ${hertz(last.hz)}, most at ${hertz(most.hz)}`;
    return `Equaliser${channel === 'side' ? ', side' : ''}: ${Math.abs(most.step) < 0.05 ? number(most.step, 2) : signed(most.step)} dB ${place}${at}`;
  });
}
