import { time } from './figures';
import { parameterTitle, stageTitle } from './stages';

/** STAGE or STAGE.PARAM in words. */
export function lockTitle(name: string): string {
  const [stage = '', parameter] = name.split('.');
  return parameter === undefined ? stageTitle(stage).toLowerCase() : `${stageTitle(stage).toLowerCase()}: ${parameterTitle(stage, parameter)}`;
}

/** STAGE.PARAM or STAGE.PARAM@FROM-TO in words. */
export function settingTitle(key: string): string {
  const [name = '', stretch] = key.split('@');
  return `${lockTitle(name)}${stretch === undefined ? '' : ` ${stretchTitle(stretch)}`}`;
}

/** FROM-TO in seconds, in words. */
export function stretchTitle(stretch: string): string {
  const [from = 0, to = 0] = stretch.split('-').map(Number);
  return `from ${time(from)} to ${time(to)}`;
}
