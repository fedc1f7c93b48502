// The stages and their main parameters as musicians call them. What they may be the service says: /v1/stages.

export interface Dial { parameter: string; title: string; offAt?: number }

export interface StageText { name: string; title: string; worksOn: string | null; idle: string; dials: Dial[] }

const dial = (parameter: string, title: string, offAt?: number): Dial => offAt === undefined ? { parameter, title } : { parameter, title, offAt };

const EQ_KNOTS = [31, 63, 125, 250, 500, 1000, 2000, 4000, 8000, 16000];

/** The stages that shape the sound, in the order of the chain: keys 1 to 9. */
export const STAGES: StageText[] = [
  { name: 'cleanup', title: 'Clean-up', worksOn: 'the lowest lows', idle: 'No offset, no rumble.', dials: [dial('highPassHz', 'High-pass', 10)] },
  {
    name: 'equalizer', title: 'Equaliser', worksOn: 'tone', idle: 'The tone is left as it is.',
    dials: EQ_KNOTS.map(hz => dial(`mid${hz}Hz`, hz >= 1000 ? `${hz / 1000} kHz` : `${hz} Hz`)),
  },
  {
    name: 'resonance', title: 'Resonances and harshness', worksOn: 'harshness', idle: 'Nothing rings or bites.',
    dials: [
      dial('maxCutDb', 'Resonances, at most', 0), dial('thresholdDb', 'from this far above their surroundings'),
      dial('harshnessMaxCutDb', 'Harshness, at most', 0), dial('harshnessThresholdDb', 'from this level on'),
    ],
  },
  {
    name: 'dynamics', title: 'Slow dynamics', worksOn: 'dynamics', idle: 'Loud and quiet parts keep their distance.',
    dials: [
      dial('lowRatio', 'Lows, ratio', 1), dial('lowMidRatio', 'Low mids, ratio', 1),
      dial('highMidRatio', 'High mids, ratio', 1), dial('highRatio', 'Highs, ratio', 1),
      dial('levelerRatio', 'Leveller, ratio', 1), dial('levelerThresholdDbfs', 'Leveller, threshold'),
    ],
  },
  {
    name: 'image', title: 'Stereo image', worksOn: 'width', idle: 'As wide as it was mixed.',
    dials: [
      dial('lowMidWidthDb', 'Side, 120 to 600 Hz'), dial('midWidthDb', 'Side, 600 Hz to 4 kHz'),
      dial('highWidthDb', 'Side, above 4 kHz'), dial('monoBelowHz', 'Mono below', 0),
    ],
  },
  {
    name: 'compressor', title: 'Compressor', worksOn: 'dynamics', idle: 'Needs no glue.',
    dials: [
      dial('thresholdDbfs', 'Threshold'), dial('ratio', 'Ratio', 1), dial('attackMs', 'Attack'),
      dial('releaseMs', 'Release'), dial('mix', 'Share of the compressed sound'),
    ],
  },
  {
    name: 'deesser', title: 'De-esser', worksOn: 'sibilants', idle: 'No esses stand out.',
    dials: [dial('maxReductionDb', 'At most', 0), dial('thresholdDb', 'Threshold'), dial('lowHz', 'From')],
  },
  {
    name: 'saturation', title: 'Saturation', worksOn: 'colour', idle: 'No colour added.',
    dials: [dial('driveDb', 'Drive', 0), dial('mix', 'Share of the saturated sound'), dial('asymmetry', 'Even harmonics')],
  },
  {
    name: 'loudness', title: 'Gain and limiter', worksOn: null, idle: 'The level is left as it is.',
    dials: [dial('gainDb', 'Gain'), dial('softClipDb', 'Soft clip', 0), dial('releaseMs', 'Limiter release')],
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
