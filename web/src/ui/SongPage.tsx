import type { ComponentChildren } from 'preact';
import { post, wordsOf } from '../api/client';
import type { Job, Master } from '../api/types';
import { ReductionCharts, StereoChart, ToneChart } from '../charts/figures';
import { LoudnessChart } from '../charts/LoudnessChart';
import { Marks } from '../charts/Marks';
import { TruePeakChart } from '../charts/TruePeakChart';
import { Waveform } from '../charts/Waveform';
import { number, rate, sentence, songName, time } from '../text/figures';
import { verdict } from '../text/verdict';
import { choices } from '../state/compare';
import { approvals, comments, dialogOpen, isShared, unread } from '../state/sharing';
import { wordsOfApprovals } from '../text/sharing';
import { notify } from '../state/live';
import { setAside, slots, versions, type Slot } from '../state/player';
import { failed, result, resultError, shown, underWay, type Result } from '../state/song';
import { erase, find } from '../state/songs';
import { AbxPanel } from './AbxPanel';
import { pickFiles } from './files';
import { Comments } from './Comments';
import { Candidates } from './Candidates';
import { Controls } from './Controls';
import { Downloads } from './Downloads';
import { Findings } from './Findings';
import { Icon } from './Icon';
import { Moves } from './Moves';
import { Note } from './Note';
import { Numbers } from './Numbers';
import { ProgressLine, Stages } from './Progress';
import { References } from './References';
import { Revisions } from './Revisions';
import { Sections } from './Sections';
import { Streaming } from './Streaming';

export function SongPage({ song }: { song: Master }) {
  const read = result.value;
  const first = underWay.value[0];
  return (
    <article class="song" aria-labelledby="song-title">
      <header class="song-head">
        <h1 id="song-title" class={songName(song.name).length > LONG_NAME ? 'long' : ''}><bdi>{songName(song.name)}</bdi></h1>
        {read ? <div class="song-line"><Facts read={read} /><ShareButton /></div> : null}
        {read ? <Approvals /> : null}
      </header>
      {resultError.value ? <p class="problem" role="alert">{resultError.value}</p> : null}
      {!read && first ? <Stages job={first.job} /> : null}
      {!read && !first && failed.value ? <Failed song={song} /> : null}
      {read ? <Finished song={song} read={read} /> : null}
    </article>
  );
}

/** Warnings name the command line's options; here there are controls. */
const onPage = (text: string): string => text.replace(/--loudness (-?[\d.]+) insists/, (_, lufs: string) => `to insist, ask for ${number(Number(lufs), Number(lufs) % 1 === 0 ? 0 : 1)} LUFS under Loudness`);

const LONG_NAME = 44;

const CONTENTS = [
  ['change', 'Change it'], ['comments', 'Comments'], ['mix', 'The mix'], ['moves', 'What was done'], ['loudness', 'Loudness'], ['tone', 'Tone'], ['stereo', 'Stereo'],
  ['reduction', 'Gain reduction'], ['sections', 'Sections'], ['streaming', 'Streaming'], ['deliver', 'Take it away'],
] as const;

function Facts({ read: { report } }: { read: Result }) {
  const { input } = report;
  const style = input.style.label === 'unsure' ? null : input.style.label;
  return (
    <p class="song-facts">
      {[time(input.durationSeconds), rate(input.sampleRateHz), input.channels === 1 ? 'mono' : 'stereo', style, shown.value ? `revision ${shown.value.number}` : null].filter(Boolean).join(' · ')}
    </p>
  );
}

const ShareButton = () => (
  <button type="button" class="chip share-button" onClick={() => { dialogOpen.value = true; }}><Icon name="share" />Share{unread.value > 0 ? <span class="count">{unread.value}<span class="unseen"> new comments</span></span> : null}</button>
);

/** What listeners say to the revision that is shown. */
function Approvals() {
  const words = wordsOfApprovals(approvals.value.filter(each => each.revision === shown.value?.number));
  return words.length > 0 ? <p class="song-approvals">{words.map(each => <span key={each.words} class={`approval ${each.verdict}`}><bdi>{each.words}</bdi></span>)}</p> : null;
}

function Finished({ song, read }: { song: Master; read: Result }) {
  const { report, charts } = read;
  return (
    <div class="song-body">
      <div class="song-top">
        <p class="verdict">{verdict(report)}</p>
        {underWay.value.map(revision => <ProgressLine key={revision.number} job={revision.job} title={`Revision ${revision.number}`} />)}
        {failed.value && underWay.value.length === 0 ? <p class="problem">Revision {failed.value.number} {failed.value.job.state === 'canceled' ? 'was cancelled.' : `did not succeed. ${failed.value.job.failure?.message ?? ''}`}</p> : null}
        <section class="listen" aria-label="Listen">
          <Slots />
          <Waveform findings={report.input.findings} sections={report.input.sections} />
          {comments.value.length > 0 ? <Marks comments={comments.value} /> : null}
          <AbxPanel />
          <Candidates />
        </section>
        {report.warnings.length > 0 ? <ul class="warnings" aria-label="Please note">{report.warnings.map(warning => <li key={warning.message}>{sentence(onPage(warning.message))}</li>)}</ul> : null}
        <Numbers report={report} />
        <nav class="contents" aria-label="Contents">{CONTENTS.filter(([id]) => id !== 'comments' || isShared.value).map(([id, title]) => <a key={id} href={`#${id}`} onClick={event => { event.preventDefault(); document.getElementById(id)?.scrollIntoView(); document.getElementById(`${id}-title`)?.focus(); }}>{title}</a>)}</nav>
      </div>
      <aside class="song-side" id="change" aria-label="Change it">
        <Note />
        <Controls />
        <section aria-labelledby="revisions-title"><h2 id="revisions-title">Revisions</h2><Revisions /></section>
        <section aria-labelledby="references-title"><h2 id="references-title">References</h2><References /></section>
      </aside>
      <div class="song-rest">
        {isShared.value ? <Part id="comments" title={unread.value > 0 ? `Comments, ${unread.value} new` : 'Comments'}><Comments /></Part> : null}
        <Part id="mix" title="About the mix"><Findings report={report} /></Part>
        <Part id="moves" title="What was done, and why"><Moves report={report} /></Part>
        <Part id="loudness" title="Loudness"><p class="lead">{loudest(report)}</p><LoudnessChart report={report} charts={charts} /><p class="lead">{peaks(report)}</p><TruePeakChart report={report} charts={charts} /></Part>
        <Part id="tone" title="Tone"><ToneChart report={report} charts={charts} /></Part>
        <Part id="stereo" title="Stereo"><StereoChart report={report} charts={charts} /></Part>
        <Part id="reduction" title="Gain reduction"><p class="lead">The limiter takes off {number(report.maxLimitingDb)} dB at most, averaged over 3 s.</p><ReductionCharts report={report} charts={charts} /></Part>
        <Part id="sections" title="Sections"><Sections report={report} charts={charts} /></Part>
        <Part id="streaming" title="What streaming services will do"><Streaming report={report} charts={charts} /></Part>
        <Part id="deliver" title="Take it away"><Downloads /></Part>
        <p class="song-end"><button type="button" class="link-button" onClick={() => { if (confirm(`Erase “${songName(song.name)}” with all its revisions?`)) { void erase(song); } }}>Erase this song and all that came from it</button></p>
      </div>
    </div>
  );
}

function Part({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return <section class="part" id={id} aria-labelledby={`${id}-title`}><h2 id={`${id}-title`} tabIndex={-1}>{title}</h2>{children}</section>;
}

/** Which versions are A and B. */
function Slots() {
  return (
    <div class="slots">
      {setAside.value ? <p class="slots-away">A, B and C are three versions of this passage, drawn by lot.</p> : (['a', 'b'] as const).map(slot => <SlotChoice key={slot} slot={slot} />)}
      {setAside.value ? null : <p class="quiet slots-hint">Click to go somewhere, drag to loop.</p>}
    </div>
  );
}

function SlotChoice({ slot }: { slot: Exclude<Slot, 'c'> }) {
  const id = slots.value[slot] ?? '';
  const kind = versions.value.get(id)?.kind;
  return (
    <label class={`slot ${kind === 'revision' && slot === 'a' ? 'reference' : kind ?? ''}`}>
      <kbd>{slot.toUpperCase()}</kbd><span class="unseen">is</span>
      <select value={id} onChange={event => choices().find(choice => choice.id === event.currentTarget.value)?.put(slot)}>
        {choices().map(choice => <option key={choice.id} value={choice.id}>{choice.title}</option>)}
      </select>
    </label>
  );
}

function loudest({ input, result: master }: Result['report']): string {
  const [a, b] = [input.loudness, master.loudness];
  return `The loudest 3 s went from ${number(a.maxShortTermLufs)} to ${number(b.maxShortTermLufs)} LUFS, the loudest moment (0.4 s) from ${number(a.maxMomentaryLufs)} to ${number(b.maxMomentaryLufs)} LUFS.`;
}

function peaks({ input, result: master, plan }: Result['report']): string {
  const [a, b] = [input.loudness.truePeakDbtp, master.loudness.truePeakDbtp];
  return a === null || b === null ? '' : `The highest peak, between the samples too, went from ${number(a)} to ${number(b)}\u00a0dBTP. The ceiling is ${number(plan.target.ceilingDbtp)}\u00a0dBTP.`;
}

/** Failures that say nothing against the file. */
const MAY_PASS = new Set(['renderLost', 'workerLost', 'model']);

/** The engine's words go on after the file's name. */
function failureWords(file: string, message: string | undefined): string {
  return !message ? 'Nothing more is known.' : /^[a-z]/.test(message) ? `“${file}” ${sentence(message).charAt(0).toLowerCase()}${sentence(message).slice(1)}` : sentence(message);
}

function Failed({ song }: { song: Master }) {
  const revision = failed.value!;
  const canceled = revision.job.state === 'canceled';
  const again = async (): Promise<void> => {
    try {
      const job = await post<Job>('/v1/masters', { uploadId: song.uploadId });
      await find(job.masterId!);
      location.hash = `#/songs/${job.masterId}`;
    } catch (error) {
      notify('error', wordsOf(error));
    }
  };
  return (
    <section class="failed" role="alert">
      <p class="verdict">{canceled ? 'You stopped this one.' : 'This file cannot be mastered.'}</p>
      {canceled ? null : <p>{failureWords(song.name, revision.job.failure?.message)}</p>}
      <p class="failed-actions">
        {canceled || MAY_PASS.has(revision.job.failure?.code ?? '')
          ? <button type="button" class="button" onClick={() => void again()}>Try again</button>
          : <button type="button" class="button" onClick={() => pickFiles('song')}>Choose another file</button>}
        <button type="button" class="button secondary" onClick={() => void erase(song)}>Remove it</button>
      </p>
    </section>
  );
}
