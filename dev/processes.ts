/** Living processes, told from others that have come to the same number. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether `pid` is alive and, where the system tells (Linux), its command line contains `mark`. */
export function isAlive(pid: number, mark: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  if (process.platform !== 'linux') return true;
  try {
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];
    return state !== 'Z' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(mark);
  } catch {
    return false;
  }
}

/** Ends `pid` if it still is what it was: `signal` first, SIGKILL after `graceMs`. */
export async function endProcess(
  pid: number,
  mark: string,
  signal: NodeJS.Signals,
  graceMs = 10_000,
): Promise<void> {
  if (!isAlive(pid, mark)) return;
  process.kill(pid, signal);
  for (const deadline = Date.now() + graceMs; Date.now() < deadline; await sleep(50)) {
    if (!isAlive(pid, mark)) return;
  }
  if (isAlive(pid, mark)) process.kill(pid, 'SIGKILL');
}
