import type { Curve } from '../api/report';
import type { Stretch } from './Chart';

/** Where a curve with one value a second goes above a level: neighbouring seconds are one stretch. */
export function above(curve: Curve, level: number): Stretch[] {
  const stretches: Stretch[] = [];
  curve.forEach((value, second) => {
    if (value === null || value <= level) {
      return;
    }

    const last = stretches[stretches.length - 1];
    if (last?.to === second) {
      last.to = second + 1;
    } else {
      stretches.push({ from: second, to: second + 1 });
    }
  });
  return stretches;
}
