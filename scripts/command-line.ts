import { LegacyFolderError } from './legacy/legacy-folder-error';
import { ConfigError } from '../src/platform/config';

/** A command that was called wrongly; the message says how it is called. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Runs a program of the operator: what went wrong by its input is told in a sentence, anything else with its stack. */
export function runCommand(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    const plain = [ConfigError, LegacyFolderError, UsageError].some((kind) => error instanceof kind);
    const text =
      error instanceof Error ? (plain ? error.message : (error.stack ?? error.message)) : String(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = 1;
  });
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`);
