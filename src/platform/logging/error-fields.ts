/** What a log may say of an error. */
export interface ErrorFields {
  readonly type: string;
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly frames: readonly string[];
  readonly cause?: ErrorFields;
}

const FRAME = /^ {4}at .*(?:[/\\:][\w.-]+:\d+:\d+\)?|\(<anonymous>\)|\(native\))$/;
const CODE = /^[A-Z0-9_]{1,40}$/;
const DATABASE_NAME = /^[a-z0-9_]{1,63}$/;

/**
 * Class, code, violated constraint and stack frames of an error and its causes. Never its message: drivers and
 * parsers write the values they stumbled over into it (PostgreSQL: `Key (name)=(…)`).
 */
export function errorFields(error: unknown, depth = 0): ErrorFields {
  if (!(error instanceof Error)) return { type: typeof error, frames: [] };
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  const inner = error.cause ?? (error as { driverError?: unknown }).driverError;
  return {
    type: error.constructor.name,
    ...(typeof code === 'string' && CODE.test(code) ? { code } : {}),
    ...(typeof constraint === 'string' && DATABASE_NAME.test(constraint) ? { constraint } : {}),
    ...(typeof table === 'string' && DATABASE_NAME.test(table) ? { table } : {}),
    frames: framesOf(error.stack ?? '', error.message),
    ...(inner !== undefined && inner !== null && depth < 4 ? { cause: errorFields(inner, depth + 1) } : {}),
  };
}

/** The lines of a stack that name places in code, without the message above them. */
export function framesOf(stack: string, message = ''): string[] {
  return stack
    .replace(message, '')
    .split('\n')
    .filter((line) => FRAME.test(line))
    .map((line) => line.trim())
    .slice(0, 20);
}
