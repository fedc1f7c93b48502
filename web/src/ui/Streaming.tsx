import type { Charts, Report } from '../api/report';
import { month, number, sentence, short } from '../text/figures';
import { fate } from '../text/verdict';

/** What each service will do with this master: a prediction, with its date. */
export function Streaming({ report, charts }: { report: Report; charts: Charts }) {
  const { integratedLufs, truePeakDbtp } = report.result.loudness;
  return (
    <>
      <p class="lead">
        Most services play everything about equally loud. This master has {number(integratedLufs)} LUFS and {number(truePeakDbtp)} dBTP; this is what they will do with it, as known in {month(charts.servicesAsOf)}.
        It is a prediction, not a goal.
      </p>
      <ul class="services">
        {charts.services.map(service => (
          <li key={service.name}>
            <h3>{service.name}</h3>
            <p class="fate">{fate(service, integratedLufs)}</p>
            <p class="quiet">Plays at {short(service.loudnessLufs, 1)} LUFS. {sentence(service.note)}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
