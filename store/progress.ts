/** How far a long piece of work has come: a line now and then, and one at its end. */
export interface Progress {
  step(by?: number): void;
  /** Prints the last line. */
  done(): void;
}

const EVERY_MS = 1_000;

/**
 * Lines like `  核对 / verifying  250000 / 1000000 (25 %), 81000/s`, not more often than `everyMs`. Without
 * `total`, what has been done.
 */
export function progressLines(
  log: (line: string) => void,
  what: string,
  total?: number,
  everyMs = EVERY_MS,
): Progress {
  const started = Date.now();
  let said = started;
  let count = 0;
  const say = (): void => {
    const rate = Math.round(count / Math.max((Date.now() - started) / 1000, 0.001));
    const share = total ? ` / ${total} (${Math.floor((100 * count) / total)} %)` : '';
    log(`  ${what}  ${count}${share}, ${rate}/s`);
  };
  return {
    step(by = 1) {
      count += by;
      if (Date.now() - said < everyMs) return;
      said = Date.now();
      say();
    },
    done: say,
  };
}

export const silent: Progress = { step() {}, done() {} };
