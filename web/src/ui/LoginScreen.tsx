import { useEffect, useState } from 'preact/hooks';
import { busy, choose, comeIn, email, fault, look, maySignUp, shortest, way } from '../state/entry';
import { Grooves } from './Empty';
import { Field, FormFault } from './Field';
import { Brand, ThemeButton } from './TopBar';

const FIELDS = ['email', 'password'] as const;

/** Where the service asks who is there. What was open opens again afterwards. */
export function LoginScreen() {
  useEffect(() => {
    void look();
    document.getElementById('entry-email')?.focus();
  }, []);
  return (
    <>
      <header class="top"><Brand /><span class="grow" /><ThemeButton /></header>
      <div class="frame">
        <main id="main" tabIndex={-1}>
          <section class="empty entry" aria-labelledby="entry-title">
            <Grooves />
            <div class="empty-words">
              <h1 id="entry-title">{way.value === 'signUp' ? 'Come in.' : 'Log in.'}</h1>
              {maySignUp.value ? (
                <div class="segments" role="group" aria-label="How to come in">
                  <button type="button" aria-pressed={way.value === 'logIn'} onClick={() => choose('logIn')}>Log in</button>
                  <button type="button" aria-pressed={way.value === 'signUp'} onClick={() => choose('signUp')}>Create an account</button>
                </div>
              ) : null}
              <EntryForm key={way.value} />
            </div>
          </section>
        </main>
      </div>
    </>
  );
}

function EntryForm() {
  const [password, setPassword] = useState('');
  const [isShown, setShown] = useState(false);
  const isNew = way.value === 'signUp';
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!await comeIn(email.value.trim(), password)) {
      const wrong = FIELDS.find(field => field === fault.value?.field);
      if (wrong) {
        document.getElementById(`entry-${wrong}`)?.focus();
      }
    }
  };
  return (
    <form class="entry-form" noValidate onSubmit={event => void submit(event)}>
      <Field id="entry-email" name="email" label="Mail address" type="email" autocomplete="username" value={email.value} fault={fault.value} tell={text => { email.value = text; }} />
      <Field id="entry-password" name="password" label="Password" type={isShown ? 'text' : 'password'} autocomplete={isNew ? 'new-password' : 'current-password'} value={password} fault={fault.value} tell={setPassword} hint={isNew && shortest.value ? `At least ${shortest.value} characters; a few words are easy to remember.` : undefined} />
      <label class="switch"><input type="checkbox" checked={isShown} onChange={event => setShown(event.currentTarget.checked)} />Show the password</label>
      <FormFault fault={fault.value} fields={FIELDS} />
      <button type="submit" class="button large" aria-disabled={busy.value}>{isNew ? 'Create the account' : 'Open the studio'}</button>
      {isNew ? null : <p class="quiet entry-forgotten">Forgotten it? Whoever runs this studio can give your account a new one.</p>}
    </form>
  );
}
