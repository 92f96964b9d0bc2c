/** `npx quancheng …`: runs the command of the command line and ends with its exit code. */
import { run } from './program.ts';

// `quancheng review | head` closes the pipe early: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const code = await run(process.argv.slice(2), (line) => console.log(line));
if (code !== 0) {
  process.exitCode = code;
  // A supervisor that failed half way has handles open still; what it started has been stopped.
  setTimeout(() => process.exit(), 1_000).unref();
}
