import fs from 'node:fs';

type Done = (error: Error | null, count?: number) => void;

/** When the disk answers decides who goes on first: of this process it answers at once, so that the same comes of the same. */
export function diskAnswersAtOnce(): void {
  Object.assign(fs, {
    write: (descriptor: number, bytes: Uint8Array, offset: number, length: number, at: number | null, done: Done) => {
      answer(done, () => fs.writeSync(descriptor, bytes, offset, length, at));
    },
    fdatasync: (descriptor: number, done: Done) => {
      answer(done, () => {
        fs.fdatasyncSync(descriptor);
      });
    },
    ftruncate: (descriptor: number, length: number, done: Done) => {
      answer(done, () => {
        fs.ftruncateSync(descriptor, length);
      });
    },
    close: (descriptor: number, done: Done) => {
      answer(done, () => {
        fs.closeSync(descriptor);
      });
    },
  });
}

function answer(done: Done, act: () => unknown): void {
  let given: Parameters<Done>;
  try {
    given = [null, act() as number | undefined];
  } catch (error) {
    given = [error instanceof Error ? error : new Error(String(error))];
  }
  process.nextTick(done, ...given);
}
