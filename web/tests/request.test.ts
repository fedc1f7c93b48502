import { describe, expect, it } from 'vitest';
import { requestOf, type Draft } from '../src/state/request';

const nothing: Draft = { controls: {}, preset: null, set: {}, off: {}, lock: {}, notes: [], references: null };
const compressor = { name: 'compressor', active: false, bypassed: true, parameters: { ratio: 3, attackMs: 20 }, setByHand: ['ratio'], reasons: [], evidence: [] };
const basis = { number: 2, style: 'warm', stages: [compressor] };

describe('a draft as a request', () => {
  it('names the revision it is made on', () => {
    expect(requestOf({ ...nothing, controls: { eq: 4 } }, basis)).toMatchObject({ from: 2, controls: { eq: 4 }, bypass: [], unlock: [] });
  });

  it('sets parameters by their names', () => {
    expect(requestOf({ ...nothing, set: { 'image.highWidthDb': -1.5 } }, basis).set).toEqual(['image.highWidthDb=-1.5']);
  });

  it('sets parameters for a stretch', () => {
    expect(requestOf({ ...nothing, set: { 'equalizer.mid250Hz@12.5-20': -1.5 } }, basis).set).toEqual(['equalizer.mid250Hz=-1.5@12.5-20']);
  });

  it('locks and sets free', () => {
    expect(requestOf({ ...nothing, lock: { equalizer: true, 'compressor.ratio': false } }, basis)).toMatchObject({ lock: ['equalizer'], unlock: ['compressor.ratio'] });
  });

  it('switches stages off', () => {
    expect(requestOf({ ...nothing, off: { deesser: true } }, basis)).toMatchObject({ bypass: ['deesser'], unlock: [], controls: {} });
  });

  it('switches a stage on again by having it decided anew, and keeps what was set by hand', () => {
    expect(requestOf({ ...nothing, off: { compressor: false } }, basis)).toMatchObject({ bypass: [], unlock: ['compressor'], controls: { style: 'warm' }, set: ['compressor.ratio=3'] });
  });

  it('lets a newer setting by hand win over the one before', () => {
    expect(requestOf({ ...nothing, off: { compressor: false }, set: { 'compressor.ratio': 2 } }, basis).set).toEqual(['compressor.ratio=2']);
  });

  it('leaves references as they were unless something is wished', () => {
    expect('references' in requestOf({ ...nothing, notes: ['warmer'] }, basis)).toBe(false);
    expect(requestOf({ ...nothing, references: { tracks: [] } }, basis).references).toEqual({ tracks: [] });
  });
});
