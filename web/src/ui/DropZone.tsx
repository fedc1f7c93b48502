import { useEffect, useState } from 'preact/hooks';
import { send } from '../state/uploads';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** The whole window takes files. */
export function DropZone() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const enter = (event: DragEvent): void => {
      if (hasFiles(event)) {
        event.preventDefault();
        depth++;
        setOver(true);
      }
    };
    const leave = (): void => {
      depth = Math.max(0, depth - 1);
      setOver(depth > 0);
    };
    const move = (event: DragEvent): void => {
      if (hasFiles(event)) {
        event.preventDefault();
      }
    };
    const dropped = (event: DragEvent): void => {
      if (hasFiles(event)) {
        event.preventDefault();
        depth = 0;
        setOver(false);
        send([...event.dataTransfer!.files]);
      }
    };
    addEventListener('dragenter', enter);
    addEventListener('dragleave', leave);
    addEventListener('dragover', move);
    addEventListener('drop', dropped);
    return () => {
      removeEventListener('dragenter', enter);
      removeEventListener('dragleave', leave);
      removeEventListener('dragover', move);
      removeEventListener('drop', dropped);
    };
  }, []);
  return over ? <div class="drop" aria-hidden="true"><p>Let go to master</p></div> : null;
}
