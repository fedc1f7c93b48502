import { send, type Sending } from '../state/uploads';

/** Opens the browser's own window for choosing files. */
export function pickFiles(purpose: Sending['purpose']): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = 'audio/*,.wav,.aif,.aiff,.flac,.mp3,.ogg,.opus,.m4a';
  input.addEventListener('change', () => send([...input.files ?? []], purpose));
  input.click();
}
