// A master that others hear by link, as docs/contract.md names it.

export interface Share {
  id: string;
  name: string;
  mayComment: boolean;
  mayApprove: boolean;
  createdAt: string;
  expiresAt: string;
  /** Only in the answer that made it. */
  url: string | null;
}

export interface Comment {
  id: string;
  shareId: string | null;
  revision: number;
  atSeconds: number;
  author: string;
  text: string;
  createdAt: string;
  read: boolean;
  done: boolean;
  answer: string | null;
  answeredAt: string | null;
}

export interface Approval {
  shareId: string | null;
  revision: number;
  verdict: 'approved' | 'changesWanted';
  name: string;
  createdAt: string;
}

export interface SharedRevision {
  number: number;
  createdAt: string;
  verdict: 'untouched' | 'levelOnly' | 'mastered';
  durationSeconds: number;
  mixLoudnessLufs: number | null;
  loudnessLufs: number | null;
  truePeakDbtp: number | null;
  links: Record<string, string>;
}

/** What a link opens. */
export interface Shared {
  name: string;
  mayComment: boolean;
  mayApprove: boolean;
  expiresAt: string;
  mix: string;
  revisions: SharedRevision[];
  comments: Comment[];
  approvals: Approval[];
}
