import { get } from './client';
import type { Job } from './types';

/** Browsers keep six connections to a host: most of them must stay free for sound. */
const MOST_STREAMS = 3;
const LOOK_MS = 1500;

let streams = 0;

export const isOver = (job: Job): boolean => job.state === 'succeeded' || job.state === 'failed' || job.state === 'canceled';

/** Tells of a job until it is over, by server-sent events, or by asking where there are too many of them. Returns how to stop. */
export function watch(id: string, tell: (job: Job) => void): () => void {
  let stopped = false;
  let stopStream = (): void => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const heard = (job: Job): void => {
    if (stopped) {
      return;
    }

    if (isOver(job)) {
      stop();
    }

    tell(job);
  };

  const ask = async (): Promise<void> => {
    try {
      heard(await get<Job>(`/v1/jobs/${id}`));
    } catch {
      // Away for a moment: asked again below.
    }

    if (!stopped) {
      timer = setTimeout(() => streams < MOST_STREAMS ? listen() : void ask(), LOOK_MS);
    }
  };

  const listen = (): void => {
    streams++;
    const source = new EventSource(`/v1/jobs/${id}/events`);
    let open = true;
    stopStream = () => {
      if (open) {
        open = false;
        streams--;
        source.close();
      }
    };
    source.addEventListener('job', event => heard(JSON.parse((event as MessageEvent<string>).data) as Job));
    source.addEventListener('error', () => {
      // A lost connection is taken up again by the browser; a refused one is not.
      if (source.readyState === EventSource.CLOSED && !stopped) {
        stopStream();
        void ask();
      }
    });
  };

  function stop(): void {
    stopped = true;
    clearTimeout(timer);
    stopStream();
  }

  if (streams < MOST_STREAMS) {
    listen();
  } else {
    void ask();
  }

  return stop;
}

/** Waits for a job's end; a job that did not succeed is thrown. */
export function finished(job: Job, tell: (job: Job) => void = () => undefined, signal?: AbortSignal): Promise<Job> {
  return new Promise((resolve, reject) => {
    const end = (over: Job): void => over.state === 'succeeded' ? resolve(over) : reject(new Error(over.failure?.message ?? 'It was cancelled.'));
    if (isOver(job)) {
      end(job);
      return;
    }

    const stop = watch(job.id, news => {
      tell(news);
      if (isOver(news)) {
        end(news);
      }
    });
    signal?.addEventListener('abort', () => {
      stop();
      reject(new DOMException('Aborted', 'AbortError'));
    });
  });
}
