import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs one of our built programs in this terminal and ends as it ends. A terminal's Ctrl-C reaches both; the program decides. */
export function runProgram(path, args) {
  const program = spawn(process.execPath, [fileURLToPath(new URL(`../${path}`, import.meta.url)), ...args], { stdio: 'inherit' });
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => program.kill('SIGTERM'));
  program.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
