// The stages and their main parameters as musicians call them. Ranges are those of the stages' settings.

export interface Dial { parameter: string; title: string; min: number; max: number; step: number; unit: string; offAt?: number }

export interface StageText { name: string; title: string; worksOn: string | null; idle: string; dials: Dial[] }

const dial = (parameter: string, title: string, min: number, max: number, step: number, unit: string, offAt?: number): Dial =>
  offAt === undefined ? { parameter, title, min, max, step, unit } : { parameter, title, min, max, step, unit, offAt };

const EQ_KNOTS = [31, 63, 125, 250, 500, 1000, 2000, 4000, 8000, 16000];

/** The stages that shape the sound, in the order of the chain: keys 1 to 9. */
export const STAGES: StageText[] = [
  { name: 'cleanup', title: 'Clean-up', worksOn: 'the lowest lows', idle: 'No offset, no rumble.', dials: [dial('highPassHz', 'High-pass', 10, 60, 1, 'Hz', 10)] },
  {
    name: 'equalizer', title: 'Equaliser', worksOn: 'tone', idle: 'The tone is left as it is.',
    dials: EQ_KNOTS.map(hz => dial(`mid${hz}Hz`, hz >= 1000 ? `${hz / 1000} kHz` : `${hz} Hz`, -12, 12, 0.1, 'dB')),
  },
  {
    name: 'resonance', title: 'Resonances and harshness', worksOn: 'harshness', idle: 'Nothing rings or bites.',
    dials: [
      dial('maxCutDb', 'Resonances, at most', 0, 12, 0.1, 'dB', 0), dial('thresholdDb', 'from this far above their surroundings', 3, 18, 0.5, 'dB'),
      dial('harshnessMaxCutDb', 'Harshness, at most', 0, 6, 0.1, 'dB', 0), dial('harshnessThresholdDb', 'from this level on', -40, 0, 0.5, 'dB'),
    ],
  },
  {
    name: 'dynamics', title: 'Slow dynamics', worksOn: 'dynamics', idle: 'Loud and quiet parts keep their distance.',
    dials: [
      dial('lowRatio', 'Lows, ratio', 1, 4, 0.1, ': 1', 1), dial('lowMidRatio', 'Low mids, ratio', 1, 4, 0.1, ': 1', 1),
      dial('highMidRatio', 'High mids, ratio', 1, 4, 0.1, ': 1', 1), dial('highRatio', 'Highs, ratio', 1, 4, 0.1, ': 1', 1),
      dial('levelerRatio', 'Leveller, ratio', 1, 4, 0.1, ': 1', 1), dial('levelerThresholdDbfs', 'Leveller, threshold', -80, 0, 0.5, 'dBFS'),
    ],
  },
  {
    name: 'image', title: 'Stereo image', worksOn: 'width', idle: 'As wide as it was mixed.',
    dials: [
      dial('lowMidWidthDb', 'Side, 120 to 600 Hz', -6, 6, 0.1, 'dB'), dial('midWidthDb', 'Side, 600 Hz to 4 kHz', -6, 6, 0.1, 'dB'),
      dial('highWidthDb', 'Side, above 4 kHz', -6, 6, 0.1, 'dB'), dial('monoBelowHz', 'Mono below', 0, 300, 5, 'Hz', 0),
    ],
  },
  {
    name: 'compressor', title: 'Compressor', worksOn: 'dynamics', idle: 'Needs no glue.',
    dials: [
      dial('thresholdDbfs', 'Threshold', -60, 0, 0.5, 'dBFS'), dial('ratio', 'Ratio', 1, 10, 0.1, ': 1', 1), dial('attackMs', 'Attack', 0.5, 100, 0.5, 'ms'),
      dial('releaseMs', 'Release', 10, 1000, 10, 'ms'), dial('mix', 'Share of the compressed sound', 0, 1, 0.01, '%'),
    ],
  },
  {
    name: 'deesser', title: 'De-esser', worksOn: 'sibilants', idle: 'No esses stand out.',
    dials: [dial('maxReductionDb', 'At most', 0, 18, 0.5, 'dB', 0), dial('thresholdDb', 'Threshold', -40, 0, 0.5, 'dB'), dial('lowHz', 'From', 2000, 12000, 100, 'Hz')],
  },
  {
    name: 'saturation', title: 'Saturation', worksOn: 'colour', idle: 'No colour added.',
    dials: [dial('driveDb', 'Drive', 0, 12, 0.1, 'dB', 0), dial('mix', 'Share of the saturated sound', 0, 1, 0.01, '%'), dial('asymmetry', 'Even harmonics', 0, 1, 0.01, '%')],
  },
  {
    name: 'loudness', title: 'Gain and limiter', worksOn: null, idle: 'The level is left as it is.',
    dials: [dial('gainDb', 'Gain', -24, 24, 0.1, 'dB'), dial('softClipDb', 'Soft clip', 0, 6, 0.1, 'dB', 0), dial('releaseMs', 'Limiter release', 10, 1000, 5, 'ms')],
  },
];

const OTHERS: Record<string, string> = { rate: 'Sample rate', delivery: 'Delivery', target: 'Goal', spectral: 'Spectral stages' };

export const stageTitle = (name: string): string => STAGES.find(stage => stage.name === name)?.title ?? OTHERS[name] ?? name.charAt(0).toUpperCase() + name.slice(1);

const TITLES: Record<string, string> = {
  'target.loudnessLufs': 'loudness', 'target.limitingDb': 'limiting allowed', 'target.ceilingDbtp': 'ceiling',
  'compressor.kneeDb': 'knee', 'compressor.makeupDb': 'make-up gain', 'compressor.detectorHighPassHz': 'detector high-pass',
  'loudness.ceilingDbtp': 'ceiling', 'loudness.lookaheadMs': 'look-ahead', 'loudness.limiter': 'limiter', 'delivery.bits': 'bits', 'delivery.dither': 'dither',
};

export function parameterTitle(stage: string, parameter: string): string {
  const known = STAGES.find(each => each.name === stage)?.dials.find(each => each.parameter === parameter)?.title ?? TITLES[`${stage}.${parameter}`];
  return (known ?? parameter.replace(/(Dbfs|Dbtp|Lufs|Db|Hz|Ms)$/, '').replace(/([A-Z])/g, ' $1')).toLowerCase().replace(/khz/g, 'kHz').replace(/\bhz/g, 'Hz');
}

export function unitOf(parameter: string): string {
  return /Dbfs$/.test(parameter) ? 'dBFS' : /Dbtp$/.test(parameter) ? 'dBTP' : /Lufs$/.test(parameter) ? 'LUFS'
    : /^(mid|side)\d+Hz$/.test(parameter) || /Db$/.test(parameter) ? 'dB' : /Hz$/.test(parameter) ? 'Hz' : /Ms$/.test(parameter) ? 'ms'
    : /[rR]atio$/.test(parameter) ? ': 1' : /^(mix|asymmetry)$/.test(parameter) ? '%' : '';
}
