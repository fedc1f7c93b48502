import type { Charts, Report } from '../api/report';
import { number, signed, times } from '../text/figures';
import { stageTitle } from '../text/stages';
import { jump } from '../state/player';

/** The parts of the song and what each of them got. */
export function Sections({ report, charts }: { report: Report; charts: Charts }) {
  const { input, result, plan } = report;
  if (input.sections.length < 2) {
    return <p class="lead">The track is one section: it sounds alike from start to end, or is too short to be divided.</p>;
  }

  const own = (from: number, to: number): string => [...new Set(plan.overrides.filter(each => each.fromSeconds < to && each.toSeconds > from)
    .map(each => `${stageTitle(each.stage)}: ${each.byJudge ? 'of its own' : 'by hand'}`))].join('; ');
  const any = plan.overrides.length > 0;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Table of sections">
      <table class="sections">
        <thead><tr><th scope="col">Section</th><th scope="col">Place</th><th scope="col">Mix, LUFS</th><th scope="col">Master, LUFS</th><th scope="col">Change, LU</th>{any ? <th scope="col">Settings</th> : null}</tr></thead>
        <tbody>
          {input.sections.map((section, i) => {
            // Of older masters there are only the master's own sections, which may lie elsewhere.
            const alike = result.sections.find(each => each.startSeconds === section.startSeconds && each.endSeconds === section.endSeconds);
            const after = charts.sections?.[i]?.masterLufs ?? alike?.integratedLufs ?? null;
            return (
              <tr key={section.startSeconds}>
                <th scope="row">{i + 1}</th>
                <td><button type="button" class="stamp" onClick={() => jump(section.startSeconds)}>{times(section.startSeconds, section.endSeconds, input.durationSeconds)}</button></td>
                <td>{number(section.integratedLufs)}</td>
                <td>{number(after)}</td>
                <td>{after !== null && section.integratedLufs !== null ? signed(after - section.integratedLufs) : '–'}</td>
                {any ? <td class="prose">{own(section.startSeconds, section.endSeconds) || '–'}</td> : null}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
