import type { Fault } from '../state/fault';

interface FieldProps {
  id: string;
  /** As the API and the browser's memory call it. */
  name: string;
  label: string;
  type: 'email' | 'password' | 'text';
  autocomplete: 'username' | 'current-password' | 'new-password' | 'off';
  value: string;
  fault: Fault | null;
  tell: (value: string) => void;
  longest?: number;
  hint?: string | undefined;
}

/** One line to type in, with what is wrong with it beneath. */
export function Field({ id, name, label, type, autocomplete, value, fault, tell, longest, hint }: FieldProps) {
  const wrong = fault?.field === name ? fault.words : '';
  const line = {
    id, name, autocomplete, value, autocapitalize: 'none', spellcheck: false, maxLength: longest,
    'aria-invalid': wrong ? 'true' : undefined, 'aria-describedby': wrong ? `${id}-fault` : hint ? `${id}-hint` : undefined,
    onInput: (event: InputEvent & { currentTarget: HTMLInputElement }) => tell(event.currentTarget.value),
  } as const;
  return (
    <div class="text-field">
      <label for={id}>{label}</label>
      {type === 'password' ? <input type="password" {...line} /> : type === 'email' ? <input type="email" {...line} /> : <input type="text" {...line} />}
      {wrong ? <p class="problem" id={`${id}-fault`} role="alert">{wrong}</p> : hint ? <p class="quiet" id={`${id}-hint`}>{hint}</p> : null}
    </div>
  );
}

/** What is wrong with a form as a whole. */
export function FormFault({ fault, fields }: { fault: Fault | null; fields: readonly string[] }) {
  return fault && !fields.includes(fault.field) ? <p class="problem" role="alert">{fault.words}</p> : null;
}
