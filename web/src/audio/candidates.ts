// Three ways to master a passage, to be chosen by ear alone.

export type Way = 'asDecided' | 'warmer' | 'livelier';

export interface Candidate { way: Way; controls: Record<string, string | number> }

/** What the ways are made from: the controls as they stand. */
export interface Standing { compression: number; width: number; deharsh: number; eq: number }

const step = (value: number, by: number): number => Math.max(1, Math.min(5, value + by));

/** The revision as it is, one warmer and rounder, one more open and livelier. */
export function candidatesFrom({ compression, width, deharsh, eq }: Standing): Candidate[] {
  return [
    { way: 'asDecided', controls: {} },
    { way: 'warmer', controls: { style: 'warm', compression: step(compression, 1), deharsh: step(deharsh, 1), eq: step(eq, -1) } },
    { way: 'livelier', controls: { style: 'open', compression: step(compression, -1), width: step(width, 1), eq: step(eq, 1) } },
  ];
}

/** An order that nobody can foresee; every order is as likely as any other. */
export function shuffled<T>(things: readonly T[], draw: (below: number) => number = fairDraw): T[] {
  const order = [...things];
  for (let i = order.length - 1; i > 0; i--) {
    const j = draw(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }

  return order;
}

/** A number from 0 to below the given one. The bias of the remainder is a billionth for so few. */
function fairDraw(below: number): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]! % below;
}
