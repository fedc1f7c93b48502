import { problemOf } from '../api/client';
import { isAiff, wavFromAiff } from './aiff';

/** Fetches a file and decodes it; `tell` hears the share that has come. */
export async function fetchSound(context: BaseAudioContext, url: string, tell: (share: number) => void, signal: AbortSignal): Promise<AudioBuffer> {
  const response = await fetch(url, { signal });
  if (!response.ok) {
    throw await problemOf(response);
  }

  const data = await bytesOf(response, tell);
  signal.throwIfAborted();
  const readable = isAiff(data) ? wavFromAiff(data) : data;
  if (!readable) {
    throw new Error('This browser cannot play the file as it is; the master can be heard.');
  }

  try {
    return await context.decodeAudioData(readable);
  } catch {
    throw new Error('This browser cannot play this kind of file; the master can be heard.');
  }
}

async function bytesOf(response: Response, tell: (share: number) => void): Promise<ArrayBuffer> {
  const total = Number(response.headers.get('Content-Length') ?? 0);
  if (!total || !response.body) {
    return response.arrayBuffer();
  }

  const whole = new Uint8Array(total);
  let received = 0;
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    whole.set(part.value, received);
    received += part.value.length;
    tell(received / total);
  }

  return whole.buffer;
}

export const channelsOf = (buffer: AudioBuffer): Float32Array[] => Array.from({ length: buffer.numberOfChannels }, (_, c) => buffer.getChannelData(c));
