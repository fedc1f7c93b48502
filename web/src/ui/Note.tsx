import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { post, wordsOf } from '../api/client';
import type { NoteReading } from '../api/types';
import { addNote, draft, isEmpty } from '../state/draft';
import { say } from '../state/live';
import { shown } from '../state/song';
import { open, openId } from '../state/songs';
import { wordsOfChanges } from '../text/changes';
import { list, sentence } from '../text/figures';

const text = signal('');
const reading = signal<NoteReading | null>(null);
const busy = signal(false);
const failure = signal('');

/** A wish in plain words, read back before it is followed. */
export function Note() {
  useEffect(() => {
    reading.value = null;
    failure.value = '';
  }, [openId.value, shown.value?.number]);
  return (
    <section class="note" aria-labelledby="note-title">
      <h2 id="note-title"><label for="note">Say it in words</label></h2>
      <form onSubmit={event => { event.preventDefault(); void interpret(text.value); }}>
        <textarea
          id="note" rows={2} maxLength={500} placeholder="a touch warmer, less harsh in the chorus" value={text.value}
          onInput={event => { text.value = event.currentTarget.value; }}
          onKeyDown={event => { if (event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); void interpret(text.value); } }}
        />
        <button type="submit" class="button secondary" disabled={busy.value || text.value.trim() === ''}>{busy.value ? 'Reading…' : 'Read it'}</button>
      </form>
      {failure.value ? <p class="problem">{failure.value}</p> : null}
      {reading.value ? <Reading reading={reading.value} /> : null}
    </section>
  );
}

async function interpret(note: string): Promise<void> {
  if (note.trim() === '' || busy.value) {
    return;
  }

  text.value = note;
  busy.value = true;
  failure.value = '';
  try {
    reading.value = await post<NoteReading>('/v1/notes:interpret', { note, masterId: open.value?.id, revision: shown.value?.number });
    say(reading.value.clear ? 'The note is understood; what it would change stands below.' : 'The note needs an answer first.');
  } catch (error) {
    reading.value = null;
    failure.value = wordsOf(error);
  }

  busy.value = false;
}

function Reading({ reading: { clear, moves, questions, refusals, corrections, changes, reasons, text: note } }: { reading: NoteReading }) {
  const words = [...new Set(moves.map(move => `${move.direction} ${move.aspect.replace(/([A-Z])/g, ' $1').toLowerCase()}${move.section ? ` ${move.section}` : ''}`))];
  return (
    <div class="reading" aria-live="polite">
      {corrections.length > 0 ? <p class="quiet">Read as {list(corrections.map(word => `“${word}”`))}.</p> : null}
      {clear ? <p class="reading-words">{sentence(list(words))}</p> : null}
      {[...questions, ...refusals].map(objection => (
        <div key={objection.text} class="objection">
          <p>{sentence(objection.text)}{questions.includes(objection) ? ' Which do you mean?' : ''}</p>
          <p class="choices">{objection.choices.map(choice => <button key={choice} type="button" class="chip" onClick={() => void interpret(choice)}>{choice}</button>)}</p>
        </div>
      ))}
      {clear && changes ? (
        <>
          {reasons && reasons.length > 0 ? <ul class="reading-list">{reasons.map(reason => <li key={reason.text}>{sentence(reason.text)}</li>)}</ul> : null}
          {changes.length > 0
            ? <details class="data"><summary>{changes.length} settings would change</summary><ul class="reading-list">{wordsOfChanges(changes).map(line => <li key={line}>{line}</li>)}</ul></details>
            : <p class="quiet">Nothing would change: the master is there already.</p>}
          <p class="reading-actions">
            <button type="button" class="button small" disabled={draft.value.notes.includes(note)} onClick={() => { addNote(note); reading.value = null; text.value = ''; }}>{isEmpty.value ? 'Hear it' : 'Add and hear it'}</button>
            <button type="button" class="link-button" onClick={() => { reading.value = null; }}>Leave it</button>
          </p>
        </>
      ) : null}
    </div>
  );
}
