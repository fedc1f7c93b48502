import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApiKey, Scope } from '../api/types';
import { keys, makeKey, newest, revokeKey } from '../state/account';
import type { Fault } from '../state/fault';
import { say } from '../state/live';
import { SCOPES } from '../text/account';
import { day } from '../text/figures';
import { Field, FormFault } from './Field';

const ALL = Object.keys(SCOPES) as Scope[];

/** Keys by which programs come in. */
export function KeyList() {
  const [fault, setFault] = useState<Fault | null>(null);
  return (
    <>
      {newest.value?.key ? <Made secret={newest.value.key} /> : <KeyForm />}
      <FormFault fault={fault} fields={[]} />
      <ul class="share-list">{keys.value.map(each => <Item key={each.id} made={each} tell={setFault} />)}</ul>
    </>
  );
}

function KeyForm() {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<Scope[]>(['read', 'master']);
  const [fault, setFault] = useState<Fault | null>(null);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setFault(null);
    const wrong = name.trim() ? await makeKey(name.trim(), scopes) : { field: 'name', words: 'Say what the key is for, so that you can tell it from others.' };
    setFault(wrong);
    if (!wrong) {
      say('The key is made.');
    }
  };
  return (
    <form noValidate onSubmit={event => void submit(event)}>
      <Field id="key-name" name="name" label="What the key is for" type="text" autocomplete="off" longest={80} value={name} fault={fault} tell={setName} />
      <fieldset class="share-rights" aria-describedby={fault?.field === 'scopes' ? 'key-scopes-fault' : undefined}>
        <legend class="unseen">What the key may do</legend>
        {ALL.map(scope => (
          <label key={scope} class="switch"><input type="checkbox" checked={scopes.includes(scope)} onChange={event => setScopes(ALL.filter(each => each === scope ? event.currentTarget.checked : scopes.includes(each)))} />{SCOPES[scope]}</label>
        ))}
      </fieldset>
      {fault?.field === 'scopes' ? <p class="problem" id="key-scopes-fault" role="alert">{fault.words}</p> : null}
      <FormFault fault={fault} fields={['name', 'scopes']} />
      <button type="submit" class="button">Make a key</button>
    </form>
  );
}

function Made({ secret }: { secret: string }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), [secret]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(secret);
      say('The key is copied.');
    } catch {
      field.current?.select(); // no access to the clipboard: it can be copied by hand
    }
  };
  return (
    <div class="share-made">
      <label class="text-field"><span>The key <span class="quiet">shown only this once</span></span><input ref={field} id="key-secret" type="text" readOnly value={secret} /></label>
      <p class="remark-actions"><button type="button" class="button" onClick={() => void copy()}>Copy it</button><button type="button" class="link-button" onClick={() => { newest.value = null; }}>Make another one</button></p>
    </div>
  );
}

function Item({ made, tell }: { made: ApiKey; tell: (fault: Fault | null) => void }) {
  return (
    <li>
      <span><b><bdi>{made.name}</bdi></b><span class="quiet">{made.prefix}…; {made.scopes.map(scope => SCOPES[scope].toLowerCase()).join('; ')}; {made.usedAt ? `used ${day(made.usedAt)}` : 'never used'}{made.expiresAt ? `; until ${day(made.expiresAt)}` : ''}</span></span>
      <button type="button" class="button small secondary" aria-label={`Revoke: ${made.name}`} onClick={() => void revokeKey(made.id).then(tell)}>Revoke</button>
    </li>
  );
}
