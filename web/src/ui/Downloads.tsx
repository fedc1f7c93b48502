import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { get, post, wordsOf } from '../api/client';
import { finished } from '../api/jobs';
import type { Job } from '../api/types';
import { list } from '../text/figures';
import { say } from '../state/live';
import { shown } from '../state/song';
import { open } from '../state/songs';
import { Icon } from './Icon';

interface Format { format: string; bits?: string; title: string; about: string }

const FORMATS: Format[] = [
  { format: 'wav', bits: '24', title: 'WAV 24 bit', about: 'for distribution' },
  { format: 'wav', bits: '16', title: 'WAV 16 bit', about: 'dithered, for CD' },
  { format: 'wav', bits: '32f', title: 'WAV 32 bit float', about: 'for further work' },
  { format: 'flac', title: 'FLAC', about: 'lossless, smaller' },
  { format: 'aiff', title: 'AIFF', about: 'lossless' },
  { format: 'mp3', title: 'MP3', about: 'plays everywhere' },
  { format: 'm4a', title: 'AAC', about: 'in M4A' },
  { format: 'ogg', title: 'Ogg Vorbis', about: 'open' },
  { format: 'opus', title: 'Opus', about: 'open, small' },
];

interface Delivery { state: 'working' | 'failed'; progress: number; words: string }

interface HandoverFile { name: string; leftOut: string[] }

const deliveries = signal<Record<string, Delivery>>({});

/** The master to take away, in every format. */
export function Downloads() {
  const revision = shown.value;
  const song = open.value;
  if (!revision || !song) {
    return null;
  }

  const links = revision.job.links;
  return (
    <>
      <p class="lead">Revision {revision.number}, at the mix’s own rate. Each file is written, measured and, if a codec lifts its peaks, trimmed.</p>
      <ul class="formats">
        {FORMATS.map(format => {
          const key = `${song.id} ${revision.number} ${format.format} ${format.bits ?? ''}`;
          const state = deliveries.value[key];
          return (
            <li key={format.title}>
              <button type="button" class="format" disabled={state?.state === 'working'} onClick={() => void deliver(key, song.id, revision.number, format)}>
                <Icon name="down" /><b>{format.title}</b><span>{state?.state === 'working' ? `writing, ${Math.round(state.progress * 100)} %` : format.about}</span>
              </button>
              {state?.state === 'failed' ? <p class="problem">{state.words}</p> : null}
            </li>
          );
        })}
      </ul>
      <p class="papers">
        <a href={links.page} target="_blank" rel="noopener">Report to read and print</a>
        <a href={`${links.report}?download=true`}>Measurements (JSON)</a>
      </p>
      <Handover song={song.id} number={revision.number} />
    </>
  );
}

/** The revision for other tools, and what those cannot be told. */
function Handover({ song, number }: { song: string; number: number }) {
  const [files, setFiles] = useState<HandoverFile[]>([]);
  const below = `/v1/masters/${song}/revisions/${number}/handover`;
  useEffect(() => {
    let current = true;
    get<{ files: HandoverFile[] }>(below).then(read => { if (current) { setFiles(read.files); } }, () => undefined);
    return () => { current = false; };
  }, [below]);
  const leftOut = (name: string): string[] => files.find(file => file.name === name)?.leftOut ?? [];
  return (
    <div class="handover">
      <h3>For other tools</h3>
      <p class="papers">
        <a href={`${below}/plan.json`}>Plan, every setting (JSON)</a>
        <a href={`${below}/graphic-eq.txt`}>Equaliser as a curve (GraphicEQ)</a>
        <a href={`${below}/parametric-eq.txt`}>Equaliser as filters (Equalizer APO)</a>
        <a href={`${below}/reaper.jsfx`}>Equaliser for REAPER (JSFX)</a>
      </p>
      <p class="quiet">The equaliser’s files hold high-pass and tone of the middle{leftOut('graphic-eq.txt').length > 0 ? <>, and leave out {list(leftOut('graphic-eq.txt'))}</> : null}. REAPER’s holds the sides too; put a limiter behind it.</p>
    </div>
  );
}

async function deliver(key: string, song: string, number: number, { format, bits, title }: Format): Promise<void> {
  const change = (news: Delivery | undefined): void => {
    const rest = { ...deliveries.value };
    delete rest[key];
    deliveries.value = news ? { ...rest, [key]: news } : rest;
  };
  const failedBefore = deliveries.value[key]?.state === 'failed';
  change({ state: 'working', progress: 0, words: '' });
  try {
    const body = bits ? { format, bits } : { format };
    // A second click gets the same file; after a failure it is tried anew.
    const job = await post<Job>(`/v1/masters/${song}/revisions/${number}/deliveries`, body, `deliver-${song}-${number}-${format}-${bits ?? ''}${failedBefore ? `-${crypto.randomUUID()}` : ''}`);
    const done = await finished(job, news => change({ state: 'working', progress: news.progress, words: '' }));
    const link = document.createElement('a');
    link.href = `${done.links.audio}?download=true`;
    link.download = '';
    link.click();
    change(undefined);
    say(`${title} is ready and is being saved.`);
  } catch (error) {
    change({ state: 'failed', progress: 0, words: wordsOf(error) });
  }
}
