import { useEffect, useRef } from 'preact/hooks';

interface Props {
  id: string;
  title: string;
  min: number;
  max: number;
  step: number;
  value: number;
  text: string;
  about?: string;
  changed?: boolean;
  disabled?: boolean;
  /** Where the line begins to be drawn; the least value if it is not given. */
  origin?: number;
  set: (value: number) => void;
}

/** A slider that says what its value means. */
export function Slider({ id, title, min, max, step, value, text, about, changed, disabled, origin, set }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const share = (each: number): number => Math.max(0, Math.min(1, (each - min) / (max - min)));
  const [from, to] = [share(origin ?? min), share(value)].sort((a, b) => a - b) as [number, number];
  useEffect(() => {
    input.current!.style.setProperty('--from', `${from * 100}%`);
    input.current!.style.setProperty('--to', `${to * 100}%`);
  }, [from, to]);
  return (
    <div class={`slider${changed ? ' changed' : ''}${disabled ? ' disabled' : ''}`}>
      <label for={id}>{title}{about ? <span id={`${id}-about`} class="slider-about">{about}</span> : null}</label>
      <output for={id}>{text}</output>
      <input
        ref={input} id={id} type="range" min={min} max={max} step={step} value={value} disabled={disabled} aria-valuetext={text} aria-label={title} aria-describedby={about ? `${id}-about` : undefined}
        onInput={event => set(Number(event.currentTarget.value))}
      />
    </div>
  );
}

interface Choice<T extends string> { title: string; options: readonly { value: T; title: string }[]; value: T; changed?: boolean; disabled?: boolean; set: (value: T) => void }

/** One of a few. */
export function Choice<T extends string>({ title, options, value, changed, disabled, set }: Choice<T>) {
  return (
    <fieldset class={`choice${changed ? ' changed' : ''}`} disabled={disabled}>
      <legend>{title}</legend>
      <span class="segments wide">
        {options.map(option => (
          <button key={option.value} type="button" aria-pressed={option.value === value} onClick={() => set(option.value)}>{option.title}</button>
        ))}
      </span>
    </fieldset>
  );
}
