import type { Job, JobStage } from '../api/types';
import { remove, wordsOf } from '../api/client';
import { notify } from '../state/live';

const STAGES: { name: JobStage; words: string; about: string }[] = [
  { name: 'ingest', words: 'Reading', about: 'The file is decoded and checked.' },
  { name: 'analyse', words: 'Listening', about: 'Loudness, tone, stereo, dynamics, sections, faults.' },
  { name: 'plan', words: 'Deciding', about: 'What the mix needs, and what it does not.' },
  { name: 'render', words: 'Rendering', about: 'The chain runs, the limiter last.' },
  { name: 'encode', words: 'Writing', about: 'The file is written, with dither.' },
  { name: 'verify', words: 'Measuring', about: 'The written file is measured against what was promised.' },
];

export const stageWords = (stage: JobStage | null): string => STAGES.find(each => each.name === stage)?.words ?? 'Beginning';

/** How far a master is, as honestly as the work itself says. */
export function Stages({ job }: { job: Job }) {
  const at = STAGES.findIndex(stage => stage.name === job.stage);
  return (
    <section class="stages" aria-label="Progress">
      <div class="stages-head">
        <p class="stages-now">{job.state === 'waiting' ? 'Waiting its turn' : stageWords(job.stage)}</p>
        <p class="stages-share">{Math.round(job.progress * 100)} %</p>
      </div>
      <progress class="bar large" max={1} value={job.progress} aria-label="Mastering" />
      <ol>
        {STAGES.map((stage, i) => (
          <li key={stage.name} class={i < at ? 'done' : i === at ? 'now' : ''} aria-current={i === at ? 'step' : undefined}>
            <b>{stage.words}</b><span>{stage.about}</span>
          </li>
        ))}
      </ol>
      <Cancel job={job} />
    </section>
  );
}

/** A revision under way, in one line. */
export function ProgressLine({ job, title }: { job: Job; title: string }) {
  return (
    <div class="progress-line">
      <p><b>{title}</b> <span class="quiet">{job.state === 'waiting' ? 'waiting its turn' : `${stageWords(job.stage).toLowerCase()}, ${Math.round(job.progress * 100)} %`}</span></p>
      <progress class="bar" max={1} value={job.progress} aria-label={title} />
      <Cancel job={job} />
    </div>
  );
}

function Cancel({ job }: { job: Job }) {
  return (
    <button type="button" class="link-button" onClick={() => void remove(`/v1/jobs/${job.id}`).catch(error => notify('error', wordsOf(error)))}>Cancel</button>
  );
}
