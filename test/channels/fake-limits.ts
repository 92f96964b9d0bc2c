/** The limits of a robot as it keeps them itself: windows of time, and a block for who exceeds one. */

export interface Window {
  count: number;
  ms: number;
}

export interface Rule {
  windows: Window[];
  /** How long who exceeds a window is kept out, from then. */
  blockMs: number;
}

export class Limit {
  private readonly rule: Rule;
  private taken: number[] = [];
  private blockedUntil = -Infinity;

  constructor(rule: Rule) {
    this.rule = rule;
  }

  /** True, and counted, when one more may come at `now`. */
  admit(now: number): boolean {
    if (now < this.blockedUntil) return false;
    const widest = Math.max(...this.rule.windows.map((w) => w.ms));
    this.taken = this.taken.filter((at) => at > now - widest);
    const full = this.rule.windows.some((w) => this.taken.filter((at) => at > now - w.ms).length >= w.count);
    if (full) {
      this.blockedUntil = now + this.rule.blockMs;
      return false;
    }
    this.taken.push(now);
    return true;
  }
}

const MINUTE = 60_000;

/** Field notes and the platforms' own pages: see `channels/wecom.ts`, `dingtalk.ts`, `feishu.ts`. */
export const RULES: Record<'wecom' | 'dingtalk' | 'feishu' | 'webhook', Rule> = {
  wecom: { windows: [{ count: 20, ms: MINUTE }], blockMs: MINUTE },
  dingtalk: { windows: [{ count: 20, ms: MINUTE }], blockMs: 10 * MINUTE },
  feishu: {
    windows: [
      { count: 100, ms: MINUTE },
      { count: 5, ms: 1000 },
    ],
    blockMs: 0,
  },
  webhook: { windows: [], blockMs: 0 },
};
