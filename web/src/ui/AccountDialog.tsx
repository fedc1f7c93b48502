import { useEffect, useRef, useState } from 'preact/hooks';
import { account, changePassword, dialogOpen, erase, hide, logOut } from '../state/account';
import type { Fault } from '../state/fault';
import { notify } from '../state/live';
import { used } from '../text/account';
import { Field, FormFault } from './Field';
import { KeyList } from './KeyList';

/** Who is logged in, what the plan gives, keys, password, and the way out. */
export function AccountDialog() {
  const box = useRef<HTMLDialogElement>(null);
  const who = account.value;
  const isThere = who?.login === true;
  useEffect(() => {
    if (dialogOpen.value && box.current && !box.current.open) {
      box.current.showModal();
    } else if (!dialogOpen.value) {
      box.current?.close();
    }
  }, [dialogOpen.value, isThere]);
  const [fault, setFault] = useState<Fault | null>(null);
  if (!isThere) {
    return null;
  }

  return (
    <dialog ref={box} class="help account" aria-labelledby="account-title" onClose={hide} onClick={event => { if (event.target === box.current) { hide(); } }}>
      <div class="help-inner">
        <div class="help-head"><h2 id="account-title">Your account</h2><button type="button" class="button secondary" onClick={hide}>Close</button></div>
        <p class="account-who"><b><bdi>{who.email ?? who.name}</bdi></b></p>
        <p>{who.plan ? `Plan: ${who.plan}` : 'No limits'}</p>
        <ul class="account-use">{used(who).map(line => <li key={line}>{line}</li>)}</ul>
        <p class="remark-actions"><button type="button" class="button secondary" onClick={() => void logOut().then(setFault)}>Log out</button></p>
        <FormFault fault={fault} fields={[]} />
        {dialogOpen.value ? (
          <>
            <details><summary>API keys</summary><KeyList /></details>
            <details><summary>Change the password</summary><PasswordForm address={who.email ?? ''} /></details>
            <details><summary>Delete the account</summary><EraseForm /></details>
          </>
        ) : null}
      </div>
    </dialog>
  );
}

function PasswordForm({ address }: { address: string }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setFault(null);
    const wrong = await changePassword(current, next);
    setFault(wrong);
    if (!wrong) {
      hide();
      notify('done', 'The password is changed. Wherever else you were logged in, it asks again.');
    }
  };
  return (
    <form noValidate onSubmit={event => void submit(event)}>
      <input type="text" name="username" autocomplete="username" value={address} readOnly hidden />
      <Field id="password-current" name="current" label="The password now" type="password" autocomplete="current-password" value={current} fault={fault} tell={setCurrent} />
      <Field id="password-next" name="next" label="The new one" type="password" autocomplete="new-password" value={next} fault={fault} tell={setNext} />
      <FormFault fault={fault} fields={['current', 'next']} />
      <p class="remark-actions"><button type="submit" class="button">Change it</button></p>
    </form>
  );
}

function EraseForm() {
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setFault(null);
    setFault(await erase(password));
  };
  return (
    <form noValidate onSubmit={event => void submit(event)}>
      <p>Every song, master and link of this account is erased with it, at once and for good.</p>
      <Field id="erase-password" name="password" label="Your password" type="password" autocomplete="current-password" value={password} fault={fault} tell={setPassword} />
      <FormFault fault={fault} fields={['password']} />
      <p class="remark-actions"><button type="submit" class="button erase">Delete the account for good</button></p>
    </form>
  );
}
