import { dismiss, notices, said } from '../state/live';
import { Icon } from './Icon';

/** What has just happened, for eyes and for screen readers. */
export function Notices() {
  return (
    <>
      <div class="notices">
        {notices.value.map(notice => (
          <div key={notice.id} class={`notice ${notice.kind}`} role={notice.kind === 'error' ? 'alert' : undefined}>
            <p>{notice.text}</p><button type="button" class="icon-button" aria-label="Dismiss" onClick={() => dismiss(notice.id)}><Icon name="close" /></button>
          </div>
        ))}
      </div>
      <p class="unseen" role="status" aria-live="polite">{said.value}</p>
    </>
  );
}
