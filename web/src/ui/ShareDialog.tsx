import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Share } from '../api/sharing';
import { day } from '../text/figures';
import { say } from '../state/live';
import { dialogOpen, newest, revoke, share, shares } from '../state/sharing';

const DAYS = [1, 7, 30, 90, 365];

const name = signal('');
const mayComment = signal(true);
const mayApprove = signal(true);
const days = signal(30);

/** Makes links by which others hear this song, and takes them back. */
export function ShareDialog() {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (dialogOpen.value && !box.current!.open) {
      box.current!.showModal();
    } else if (!dialogOpen.value) {
      box.current!.close();
    }
  }, [dialogOpen.value]);
  return (
    <dialog ref={box} class="help share" aria-labelledby="share-title" onClose={() => { dialogOpen.value = false; newest.value = null; }} onClick={event => { if (event.target === box.current) { dialogOpen.value = false; } }}>
      <div class="help-inner">
        <div class="help-head"><h2 id="share-title">Share this song</h2><button type="button" class="button secondary" onClick={() => { dialogOpen.value = false; }}>Close</button></div>
        <p>Whoever has the link hears the mix and every revision of this one song, without a login. Nothing else of yours is to be seen.</p>
        {newest.value?.url ? <Made url={newest.value.url} /> : <Form />}
        {shares.value.length > 0 ? <><h3>Links</h3><ul class="share-list">{shares.value.map(each => <Item key={each.id} link={each} />)}</ul></> : null}
      </div>
    </dialog>
  );
}

function Form() {
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (await share({ name: name.value, mayComment: mayComment.value, mayApprove: mayApprove.value, expiresInDays: days.value })) {
      name.value = '';
      say('The link is made.');
    }
  };
  return (
    <form class="share-form" onSubmit={event => void submit(event)}>
      <label class="text-field"><span>For whom <span class="quiet">so that you can tell links apart</span></span><input type="text" maxLength={80} autocomplete="off" value={name.value} onInput={event => { name.value = event.currentTarget.value; }} /></label>
      <div class="share-rights">
        <label class="switch"><input type="checkbox" checked={mayComment.value} onChange={event => { mayComment.value = event.currentTarget.checked; }} />May comment</label>
        <label class="switch"><input type="checkbox" checked={mayApprove.value} onChange={event => { mayApprove.value = event.currentTarget.checked; }} />May approve</label>
        <label class="switch">Works for
          <select value={String(days.value)} onChange={event => { days.value = Number(event.currentTarget.value); }}>{DAYS.map(each => <option key={each} value={String(each)}>{each === 1 ? '1 day' : each === 365 ? 'a year' : `${each} days`}</option>)}</select>
        </label>
      </div>
      <button type="submit" class="button">Make a link</button>
    </form>
  );
}

function Made({ url }: { url: string }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), [url]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(url);
      say('The link is copied.');
    } catch {
      field.current?.select(); // no access to the clipboard: it can be copied by hand
    }
  };
  return (
    <div class="share-made">
      <label class="text-field"><span>The link <span class="quiet">shown only this once</span></span><input ref={field} id="share-url" type="text" readOnly value={url} /></label>
      <p class="remark-actions"><button type="button" class="button" onClick={() => void copy()}>Copy it</button><button type="button" class="link-button" onClick={() => { newest.value = null; }}>Make another one</button></p>
    </div>
  );
}

function Item({ link }: { link: Share }) {
  const over = new Date(link.expiresAt).getTime() <= Date.now();
  const rights = [link.mayComment ? 'comments' : '', link.mayApprove ? 'approval' : ''].filter(Boolean).join(' and ') || 'listening only';
  const title = link.name || 'A link';
  return (
    <li>
      <span><b><bdi>{title}</bdi></b><span class="quiet">{rights}; {over ? 'over since' : 'until'} {day(link.expiresAt)}</span></span>
      <button type="button" class="button small secondary" aria-label={`Revoke: ${title}`} onClick={() => void revoke(link.id)}>Revoke</button>
    </li>
  );
}
