// report.json and charts.json, as a finished revision leaves them.

export interface Loudness {
  integratedLufs: number | null;
  maxMomentaryLufs: number | null;
  maxShortTermLufs: number | null;
  loudnessRangeLu: number | null;
  truePeakDbtp: number | null;
  samplePeakDbfs: number | null;
  peakToLoudnessLu: number | null;
}

export type Severity = 'info' | 'warning' | 'error';

export interface Finding {
  code: string;
  severity: Severity;
  startSeconds: number | null;
  endSeconds: number | null;
  measured: number | null;
  expected: number | null;
  unit: string;
  fixIn: 'mix' | 'master';
  message: string;
  advice: string;
}

export interface Section { startSeconds: number; endSeconds: number; integratedLufs: number | null }

export interface Analysis {
  file: string;
  durationSeconds: number;
  sampleRateHz: number;
  channels: number;
  codec: string;
  loudness: Loudness;
  stereo: { correlation: number | null; sideToMidDb: number | null; monoLossDb: number | null };
  style: { label: string; confidence: number | null; probabilities: Record<string, number> };
  sections: Section[];
  findings: Finding[];
}

export interface StagePlan {
  name: string;
  active: boolean;
  bypassed: boolean;
  parameters: Record<string, number>;
  setByHand: string[];
  reasons: string[];
  evidence: { measure: string; measured: number | null; expected: number | null; unit: string }[];
}

export interface Plan {
  renderVersion: string;
  decision: string;
  reference: { match: number; aspects: string[]; sources: { name: string; weight: number }[] } | null;
  target: { loudnessLufs: number | null; ceilingDbtp: number };
  stages: StagePlan[];
  overrides: { stage: string; parameter: string; value: number; fromSeconds: number; toSeconds: number; byJudge: boolean }[];
}

export interface Report {
  file: string;
  output: string;
  input: Analysis;
  result: Analysis;
  plan: Plan;
  notes: { text: string }[];
  verdict: 'untouched' | 'levelOnly' | 'mastered';
  gainReductionDb: Record<string, number | null>;
  maxLimitingDb: number | null;
  warnings: { code: string; message: string }[];
}

export type Curve = (number | null)[];

export interface TrackCurves {
  shortTermLufs: Curve;
  /** Of masters that were made before there was this curve: none. */
  momentaryLufs?: Curve;
  /** Highest of each second; as above. */
  truePeakDbtp?: Curve;
  bandCentresHz: number[];
  midLevelsDb: Curve;
  sideLevelsDb: Curve;
  bandCorrelation: Curve;
}

export interface Service { name: string; loudnessLufs: number; gainDb: number | null; note: string }

export interface Charts {
  durationSeconds: number;
  mix: TrackCurves;
  master: TrackCurves;
  gainReduction: { stage: string; meanDb: Curve; maxDb: Curve }[];
  /** The mix's sections and the same stretches of the master; of older masters none. */
  sections?: { masterLufs: number | null }[] | null;
  tone: { centresHz: number[]; mixDb: Curve; masterDb: Curve; usualHz: number[]; usualLowDb: Curve; usualHighDb: Curve } | null;
  services: Service[];
  servicesAsOf: string;
}
