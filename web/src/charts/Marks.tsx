import type { Comment } from '../api/sharing';
import { timeTenths } from '../text/figures';
import { grouped } from '../text/sharing';
import { duration, jump } from '../state/player';
import { pointAt, pointedAt } from '../state/remarks';
import { useWidth } from './Chart';

const CIRCLE_PIXELS = 26;
const MARK_PIXELS = 28; // the circle with a little air

/** Comments along the song, under the waveform; each lets the player jump there. */
export function Marks({ comments }: { comments: readonly Comment[] }) {
  const [box, width] = useWidth();
  const seconds = duration.value || 1;
  const groups = width > 0 ? grouped(comments, seconds, width, MARK_PIXELS) : [];
  return (
    <div ref={box} class="marks" role="group" aria-label="Comments along the song">
      {groups.map(group => {
        const first = group[0]!;
        const done = group.every(each => each.done);
        // The stem stands at its second; near the ends its circle moves inwards.
        const place = Math.min(1, first.atSeconds / seconds) * width;
        const middle = Math.max(CIRCLE_PIXELS / 2, Math.min(width - (CIRCLE_PIXELS / 2), place));
        return (
          <button
            key={first.id} type="button" class={`mark${done ? ' done' : ''}${group.some(each => each.id === pointedAt.value) ? ' current' : ''}`} style={{ left: `${middle - (CIRCLE_PIXELS / 2)}px`, '--stem': `${place - middle}px` }}
            aria-label={`${group.length > 1 ? `${group.length} comments, ` : ''}${timeTenths(first.atSeconds)}, ${first.author}: ${first.text.slice(0, 60)}`}
            onClick={() => { jump(first.atSeconds); pointAt(first.id); }}
          >{group.length > 1 ? group.length : first.author.slice(0, 1).toUpperCase()}</button>
        );
      })}
    </div>
  );
}
