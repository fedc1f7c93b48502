import type { StagePlan } from '../api/report';
import type { RevisionRequest, WishedReferences } from '../api/types';

/** What is asked for beyond a revision, not yet a revision of its own. */
export interface Draft {
  controls: Record<string, string | number>;
  preset: string | null;
  /** By STAGE.PARAM, or STAGE.PARAM@FROM-TO for a stretch of the song. */
  set: Record<string, number>;
  /** Stages switched off, or on again. */
  off: Record<string, boolean>;
  /** Stages or parameters that stay as they are from now on, or are free again. */
  lock: Record<string, boolean>;
  notes: string[];
  references: WishedReferences | null;
}

/** What the draft is made on. */
export interface Basis { number: number; style: string | null; stages: StagePlan[] }

/** The draft as the API takes it. */
export function requestOf({ controls, preset, set, off, lock, notes, references }: Draft, basis: Basis | null): RevisionRequest {
  const byHand = Object.entries(set).map(([key, value]) => {
    const [name, stretch] = key.split('@');
    return `${name}=${value}${stretch ? `@${stretch}` : ''}`;
  });
  const again = Object.keys(off).filter(stage => off[stage] === false);
  // A stage that was switched off is unlocked and decided anew; what was set by hand in it before is asked for again.
  for (const stage of again) {
    const plan = basis?.stages.find(each => each.name === stage);
    byHand.push(...(plan?.setByHand ?? []).filter(name => set[`${stage}.${name}`] === undefined).map(name => `${stage}.${name}=${plan!.parameters[name]}`));
  }

  // Only controls have the plan decided anew: the one it has already will do.
  const decidesAnew = Object.keys(controls).length > 0 || preset !== null || references !== null;
  return {
    from: basis?.number,
    controls: again.length > 0 && !decidesAnew && basis?.style ? { style: basis.style } : controls,
    presets: preset ? [preset] : [],
    set: byHand,
    bypass: Object.keys(off).filter(stage => off[stage]),
    lock: Object.keys(lock).filter(name => lock[name]),
    unlock: [...again, ...Object.keys(lock).filter(name => !lock[name] && !again.includes(name))],
    notes,
    ...references ? { references } : {},
  };
}
