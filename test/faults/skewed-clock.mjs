/** Preloaded into one process: its clock is wrong by SKEW_MS milliseconds, as that of a machine can be. */
const skew = Number(process.env.SKEW_MS ?? 0);
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...args) {
    if (args.length === 0) super(Real.now() + skew);
    else super(...args);
  }
  static now() {
    return Real.now() + skew;
  }
};
