import type { Finding, Report, Severity } from '../api/report';
import { number, sentence, short, times } from '../text/figures';
import { jump } from '../state/player';

const SEVERITY: Record<Severity, string> = { error: 'Spoils the release', warning: 'Worth mending', info: 'Good to know' };
const ORDER: Severity[] = ['error', 'warning', 'info'];
const SHOWN = 60;
const AT_ONCE = 4;

/** What an engineer would send back about the mix. The same thing in many places is said once. */
export function Findings({ report }: { report: Report }) {
  const groups = new Map<string, Finding[]>();
  for (const finding of [...report.input.findings].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || (a.startSeconds ?? 0) - (b.startSeconds ?? 0)).slice(0, SHOWN)) {
    const key = [finding.code, finding.severity, finding.fixIn, finding.advice].join('|');
    groups.set(key, [...groups.get(key) ?? [], finding]);
  }

  if (groups.size === 0) {
    return <p class="lead">There is nothing to remark on: no fault was found that should be mended before mastering.</p>;
  }

  return <ol class="findings">{[...groups].map(([key, places]) => <Item key={key} places={places} seconds={report.input.durationSeconds} />)}</ol>;
}

function Item({ places, seconds }: { places: Finding[]; seconds: number }) {
  const first = places[0]!;
  return (
    <li class={`finding ${first.severity}`}>
      <p class="finding-head">
        <span class="badge">{SEVERITY[first.severity]}</span>
        <span class="fix">{first.fixIn === 'mix' ? 'Fix in the mix' : 'Fixed here'}</span>
      </p>
      {places.slice(0, AT_ONCE).map((place, i) => <Place key={i} place={place} seconds={seconds} />)}
      {places.length > AT_ONCE ? (
        <details class="data">
          <summary>{places.length - AT_ONCE} more places</summary>
          {places.slice(AT_ONCE).map((place, i) => <Place key={i} place={place} seconds={seconds} />)}
        </details>
      ) : null}
      <p class="advice">{sentence(first.advice)}</p>
      {places.length === 1 && first.measured !== null && first.expected !== null
        ? <p class="quiet">Measured {value(first.measured, first.unit)}; fine would be {value(first.expected, first.unit)}.</p> : null}
    </li>
  );
}

function Place({ place, seconds }: { place: Finding; seconds: number }) {
  const where = times(place.startSeconds, place.endSeconds, seconds);
  return (
    <p class="finding-place">
      <button type="button" class="stamp" aria-label={`Hear it: ${where}`} onClick={() => jump(place.startSeconds ?? 0)}>{where}</button>
      <span>{sentence(place.message)}</span>
    </p>
  );
}

const value = (measured: number, unit: string): string =>
  `${Math.abs(measured) >= 1000 ? number(measured, 0) : /^(dB|LU)/.test(unit) ? number(measured) : short(measured, 4)}${unit ? ` ${unit}` : ''}`;
