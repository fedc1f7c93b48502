import { songFrameAt, toFrames, type Anchor, type Loop } from './clock';

export type Listening = 'stereo' | 'mono' | 'side';

interface Version { buffer: AudioBuffer; offsetFrames: number; gain: number }

interface Voice { id: string; source: AudioBufferSourceNode; fade: GainNode; level: GainNode; begun: number }

const FADE_SECONDS = 0.01;
const LEAD_SECONDS = 0.02; // what is scheduled must lie ahead of the clock
const SMOOTH_SECONDS = 0.008;
const CURVE_POINTS = 65;

/** A quarter of a sine: two of them, one turned round, keep the power of unlike sounds constant. */
const RISE = Float32Array.from({ length: CURVE_POINTS }, (_, i) => Math.sin(i / (CURVE_POINTS - 1) * Math.PI / 2));
const FALL = Float32Array.from(RISE).reverse();

/** Plays one of several versions of a song on one clock. Switching keeps the place to the sample and never leaves a gap. */
export class Engine {
  readonly context: AudioContext;
  onEnd: () => void = () => undefined;

  private readonly versions = new Map<string, Version>();
  private readonly bus: GainNode;
  private readonly matrix: { ll: GainNode; lr: GainNode; rl: GainNode; rr: GainNode };
  private anchor: Anchor = { clockFrame: 0, songFrame: 0, loop: null };
  private loop: Loop | null = null;
  private voice: Voice | null = null;
  private busyUntil = 0;
  private restFrame = 0;
  private current = '';

  constructor() {
    this.context = new AudioContext({ latencyHint: 'interactive' });
    this.bus = new GainNode(this.context, { channelCount: 2, channelCountMode: 'explicit', channelInterpretation: 'speakers' });
    const split = new ChannelSplitterNode(this.context, { numberOfOutputs: 2 });
    const merge = new ChannelMergerNode(this.context, { numberOfInputs: 2 });
    const gain = (value: number): GainNode => new GainNode(this.context, { gain: value });
    this.matrix = { ll: gain(1), lr: gain(0), rl: gain(0), rr: gain(1) };
    this.bus.connect(split);
    split.connect(this.matrix.ll, 0).connect(merge, 0, 0);
    split.connect(this.matrix.lr, 0).connect(merge, 0, 1);
    split.connect(this.matrix.rl, 1).connect(merge, 0, 0);
    split.connect(this.matrix.rr, 1).connect(merge, 0, 1);
    merge.connect(this.context.destination);
  }

  get rate(): number {
    return this.context.sampleRate;
  }

  get isPlaying(): boolean {
    return this.voice !== null;
  }

  /** Where the song is, in seconds. */
  get position(): number {
    return (this.voice ? songFrameAt(this.anchor, this.clockFrame()) : this.restFrame) / this.rate;
  }

  /** Puts a version in, or a new one in its place. A stretch of the song says where it begins. */
  add(id: string, buffer: AudioBuffer, offsetSeconds = 0): void {
    this.versions.set(id, { buffer, offsetFrames: toFrames(offsetSeconds, this.rate), gain: this.versions.get(id)?.gain ?? 1 });
    if (this.voice?.id === id) {
      this.relocate(this.position);
    }
  }

  remove(id: string): void {
    if (this.current !== id) {
      this.versions.delete(id);
    }
  }

  has(id: string): boolean {
    return this.versions.has(id);
  }

  buffer(id: string): AudioBuffer | null {
    return this.versions.get(id)?.buffer ?? null;
  }

  /** The gain that matches a version's loudness to the others'. */
  setGain(id: string, gain: number): void {
    const version = this.versions.get(id);
    if (version) {
      version.gain = gain;
    }

    if (this.voice?.id === id) {
      this.voice.level.gain.setTargetAtTime(gain, this.context.currentTime, SMOOTH_SECONDS);
    }
  }

  /** Lets another version be heard, from the same sample on. */
  select(id: string): void {
    if (id === this.current || !this.versions.has(id)) {
      return;
    }

    this.current = id;
    if (this.voice) {
      const at = this.nextSlot();
      this.exchange(at, songFrameAt(this.anchor, at));
    }
  }

  async play(): Promise<void> {
    if (this.voice || !this.versions.has(this.current)) {
      return;
    }

    if (this.context.state !== 'running') {
      await this.context.resume();
    }

    const at = this.nextSlot();
    this.anchor = { clockFrame: at, songFrame: this.within(this.restFrame), loop: this.loop };
    this.exchange(at, this.anchor.songFrame);
  }

  pause(): void {
    if (this.voice) {
      const at = this.nextSlot();
      this.restFrame = songFrameAt(this.anchor, at);
      this.end(this.voice, at);
      this.voice = null;
    }
  }

  seek(seconds: number): void {
    this.relocate(seconds);
  }

  setLoop(loop: { start: number; end: number } | null): void {
    const here = this.position;
    this.loop = loop ? { start: toFrames(loop.start, this.rate), end: toFrames(loop.end, this.rate) } : null;
    this.relocate(here);
  }

  setListening(way: Listening): void {
    const [ll, lr, rl, rr] = way === 'mono' ? [0.5, 0.5, 0.5, 0.5] : way === 'side' ? [0.5, 0.5, -0.5, -0.5] : [1, 0, 0, 1];
    const now = this.context.currentTime;
    this.matrix.ll.gain.setTargetAtTime(ll!, now, SMOOTH_SECONDS);
    this.matrix.lr.gain.setTargetAtTime(lr!, now, SMOOTH_SECONDS);
    this.matrix.rl.gain.setTargetAtTime(rl!, now, SMOOTH_SECONDS);
    this.matrix.rr.gain.setTargetAtTime(rr!, now, SMOOTH_SECONDS);
  }

  async close(): Promise<void> {
    this.onEnd = () => undefined;
    this.pause();
    this.versions.clear();
    await this.context.close();
  }

  private relocate(seconds: number): void {
    const frame = this.within(toFrames(Math.max(0, seconds), this.rate));
    if (this.voice) {
      const at = this.nextSlot();
      this.anchor = { clockFrame: at, songFrame: frame, loop: this.loop };
      this.exchange(at, frame);
    } else {
      this.restFrame = frame;
    }
  }

  /** Behind the loop there is nothing: one begins at its start. */
  private within(frame: number): number {
    return this.loop && frame >= this.loop.end ? this.loop.start : frame;
  }

  private clockFrame(): number {
    return Math.round(this.context.currentTime * this.rate);
  }

  /** The next moment at which a fade may begin. */
  private nextSlot(): number {
    const slot = Math.max(this.clockFrame() + toFrames(LEAD_SECONDS, this.rate), this.busyUntil);
    this.busyUntil = slot + toFrames(FADE_SECONDS, this.rate) + 1;
    return slot;
  }

  /** Begins the current version at a frame of the clock and fades the one before out. */
  private exchange(at: number, songFrame: number): void {
    const version = this.versions.get(this.current);
    if (!version) {
      return;
    }

    const before = this.voice;
    this.voice = this.begin(this.current, version, at, songFrame);
    if (before) {
      this.end(before, at);
    }
  }

  private begin(id: string, version: Version, at: number, songFrame: number): Voice {
    const when = at / this.rate;
    const source = new AudioBufferSourceNode(this.context, { buffer: version.buffer });
    const fade = new GainNode(this.context, { gain: 0 });
    const level = new GainNode(this.context, { gain: version.gain });
    source.connect(fade).connect(level).connect(this.bus);
    if (this.loop) {
      source.loop = true;
      source.loopStart = Math.max(0, this.loop.start - version.offsetFrames) / this.rate;
      source.loopEnd = Math.min(version.buffer.length, this.loop.end - version.offsetFrames) / this.rate;
    }

    fade.gain.setValueCurveAtTime(RISE, when, FADE_SECONDS);
    // A reference may be shorter than the song: it begins again.
    source.start(when, (Math.max(0, songFrame - version.offsetFrames) % version.buffer.length) / this.rate);
    const voice = { id, source, fade, level, begun: at };
    source.onended = () => {
      if (this.voice === voice) {
        this.voice = null;
        this.restFrame = this.loop?.start ?? 0;
        this.onEnd();
      }

      level.disconnect();
    };
    return voice;
  }

  private end(voice: Voice, at: number): void {
    const when = at / this.rate;
    voice.fade.gain.setValueCurveAtTime(FALL, when, FADE_SECONDS);
    voice.source.stop(when + FADE_SECONDS + 0.005);
  }
}
