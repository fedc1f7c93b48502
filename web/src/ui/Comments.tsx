import { useState } from 'preact/hooks';
import type { Comment } from '../api/sharing';
import { change, comments, dialogOpen, forget } from '../state/sharing';
import { Remark } from './Remark';

/** What listeners said, for the owner: to be read, answered and done. */
export function Comments() {
  if (comments.value.length === 0) {
    return <p class="lead">Nobody has said anything yet. What comes by your links stands here, at its moment of the song. <button type="button" class="link-button" onClick={() => { dialogOpen.value = true; }}>Links</button></p>;
  }

  return <ol class="remarks">{comments.value.map(comment => <Owned key={comment.id} comment={comment} />)}</ol>;
}

function Owned({ comment }: { comment: Comment }) {
  const [answering, setAnswering] = useState(false);
  const [text, setText] = useState('');
  const field = `answer-${comment.id}`;
  return (
    <Remark comment={comment}>
      {answering ? (
        <form class="remark-form" onSubmit={event => { event.preventDefault(); void change(comment.id, { answer: text }).then(done => { if (done) { setAnswering(false); } }); }}>
          <label for={field} class="unseen">Your answer to {comment.author}</label>
          <textarea id={field} rows={2} maxLength={2000} value={text} onInput={event => setText(event.currentTarget.value)} />
          <p class="remark-actions"><button type="submit" class="button small" disabled={text.trim() === '' && !comment.answer}>Answer</button><button type="button" class="link-button" onClick={() => setAnswering(false)}>Leave it</button></p>
        </form>
      ) : (
        <p class="remark-actions">
          {comment.read ? null : <button type="button" class="chip new" onClick={() => void change(comment.id, { read: true })}>New: mark as read</button>}
          <button type="button" class="chip" aria-pressed={comment.done} onClick={() => void change(comment.id, { done: !comment.done, read: true })}>Done</button>
          <button type="button" class="link-button" onClick={() => { setText(comment.answer ?? ''); setAnswering(true); }}>{comment.answer ? 'Change the answer' : 'Answer'}</button>
          <button type="button" class="link-button" onClick={() => { if (confirm(`Delete what ${comment.author} said?`)) { void forget(comment.id); } }}>Delete</button>
        </p>
      )}
    </Remark>
  );
}
