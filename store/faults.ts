/** What can go wrong with the database itself, told apart from what is wrong with a command. */

/** Too many commands wait, or the log is held by someone else: try again a little later. Nothing was written. */
export class Overloaded extends Error {
  /** Seconds after which to try again. */
  readonly retryAfter: number;
  constructor(where: 'queue' | 'log') {
    super(
      where === 'queue'
        ? '排队的命令已满，请稍后重试 / too many commands wait: try again a little later'
        : '日志正被占用，请稍后重试 / the log is held by another session: try again a little later',
    );
    this.name = 'Overloaded';
    this.retryAfter = where === 'queue' ? 1 : 5;
  }
}

/** The server is away, is going away, or the connection died: another attempt may succeed. */
export function isUnavailable(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && /^(08|53|57P|55P03|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|25P03)/.test(code))
    return true;
  return (
    typeof message === 'string' &&
    /connection terminated|connection timeout|timeout exceeded|Client has encountered a connection error|not queryable/i.test(
      message,
    )
  );
}
