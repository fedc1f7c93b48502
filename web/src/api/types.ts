// The API's shapes, as /openapi/v1.json and docs/contract.md name them. What does not exist is null.

export interface Account {
  id: string;
  name: string;
  email: string | null;
  login: boolean;
  maxUploadBytes: number;
  plan: string | null;
  /** Null: no limit; no formats: all. */
  limits: { storedBytes: number | null; mastersAMonth: number | null; concurrentJobs: number | null; formats: string[] };
  use: { storedBytes: number; month: string; masters: number; jobs: number };
}

export type Scope = 'read' | 'master' | 'account';

export interface ApiKey {
  id: string;
  name: string;
  prefix: string;
  scopes: Scope[];
  createdAt: string;
  usedAt: string | null;
  expiresAt: string | null;
  /** Only in the answer that made it. */
  key: string | null;
}

export interface Page<T> { items: T[]; next: string | null }

export interface Upload {
  id: string;
  name: string;
  lengthBytes: number;
  receivedBytes: number;
  complete: boolean;
  createdAt: string;
  expiresAt: string | null;
  links: Record<string, string>;
}

export type JobState = 'waiting' | 'processing' | 'succeeded' | 'failed' | 'canceled';
export type JobStage = 'ingest' | 'analyse' | 'plan' | 'render' | 'verify' | 'encode';

export interface Job {
  id: string;
  kind: 'analysis' | 'preview' | 'interpretation' | 'reference' | 'master' | 'delivery';
  state: JobState;
  stage: JobStage | null;
  progress: number;
  uploadId: string;
  masterId: string | null;
  revision: number | null;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
  failure: { code: string; message: string } | null;
  links: Record<string, string>;
}

export interface Controls {
  decision: 'learned' | 'statistical';
  style: 'warm' | 'balanced' | 'open';
  genre: string | null;
  intensity: 'low' | 'medium' | 'high';
  volume: number;
  loudnessLufs: number | null;
  targetName: string | null;
  ceilingDbtp: number;
  strength: number;
  compression: number;
  eq: number;
  width: number;
  deharsh: number;
}

export type Aspect = 'tone' | 'width' | 'dynamics' | 'loudness';

export interface WishedReferences {
  tracks: { id: string; weight?: number }[];
  match?: number | null;
  aspects?: Aspect[] | null;
}

export interface Wish {
  controls: Record<string, string | number>;
  /** Names of those that come with the product; others as they were then. */
  presets: (string | { name: string })[];
  set: string[];
  bypass: string[];
  notes: string[];
  lock: string[];
  unlock: string[];
  references: WishedReferences | null;
}

export interface RevisionRequest extends Partial<Omit<Wish, 'references'>> {
  from?: number;
  references?: WishedReferences;
  preview?: { startSeconds: number; durationSeconds: number };
}

export interface PlanChange {
  stage: string;
  parameter: string;
  before: number | null;
  after: number | null;
  fromSeconds: number | null;
  toSeconds: number | null;
}

export interface PlanDiff { changes: PlanChange[]; reasons: { stage: string; text: string }[] }

export interface Revision {
  number: number;
  parent: number | null;
  createdAt: string;
  wishes: Wish;
  job: Job;
  controls: Controls | null;
  diff: PlanDiff | null;
}

export interface Master { id: string; uploadId: string; name: string; createdAt: string; revisions: Revision[] }

export interface Reference { id: string; name: string; uploadId: string | null; ready: boolean; job: Job; createdAt: string }

export interface Preset {
  name: string;
  kind: 'style' | 'delivery' | 'own';
  about: string;
  controls: Record<string, { value: string; because: string }>;
}

export interface Targets { asOf: string; targets: { name: string; loudnessLufs: number | null }[] }

/** What a parameter may be; without min and max it has no dial. 0 may lie below min and means off. */
export interface ParameterRange { name: string; min: number | null; max: number | null; unit: string; step: number; neutral: number }

export interface StageAbout { name: string; about: string; allowsTimeRange: boolean; parameters: string[]; ranges: ParameterRange[] }

export interface NoteMove {
  aspect: string;
  direction: string;
  degree: number;
  amount: number | null;
  section: string | null;
  phrase: string;
}

export interface Objection { text: string; choices: string[] }

export interface NoteReading {
  text: string;
  clear: boolean;
  moves: NoteMove[];
  questions: Objection[];
  refusals: Objection[];
  corrections: string[];
  changes?: PlanChange[];
  reasons?: { stage: string; text: string }[];
  revision?: number;
}
