import type { ComponentChildren } from 'preact';
import type { Comment } from '../api/sharing';
import { day, timeTenths } from '../text/figures';
import { jump } from '../state/player';
import { pointedAt } from '../state/remarks';

/** One comment: its moment, who said it, and what was answered. All of it is text, whatever it looks like. */
export function Remark({ comment, children }: { comment: Comment; children?: ComponentChildren }) {
  return (
    <li id={`comment-${comment.id}`} class={`remark${comment.done ? ' done' : ''}${pointedAt.value === comment.id ? ' current' : ''}`}>
      <p class="remark-head">
        <button type="button" class="stamp" aria-label={`Hear it: ${timeTenths(comment.atSeconds)}`} onClick={() => { pointedAt.value = comment.id; jump(comment.atSeconds); }}>{timeTenths(comment.atSeconds)}</button>
        <b><bdi>{comment.author}</bdi></b> <span class="quiet">revision {comment.revision}, {day(comment.createdAt)}</span>
        {comment.done && !children ? <span class="badge">Done</span> : null}
      </p>
      <p class="remark-text"><bdi>{comment.text}</bdi></p>
      {comment.answer ? <p class="remark-answer"><span class="quiet">Answer</span> <bdi>{comment.answer}</bdi></p> : null}
      {children}
    </li>
  );
}
