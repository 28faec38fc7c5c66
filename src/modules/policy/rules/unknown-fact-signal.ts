/** Leaves a judgement at the first unknown fact it needs. Caught by the engine only. */
export class UnknownFactSignal extends Error {
  override readonly name = 'UnknownFactSignal';
  constructor(readonly missing: readonly string[]) {
    super(`unknown: ${missing.join(', ')}`);
  }
}

/** Runs `read`; an unknown fact it met is an answer, any other error is not ours to judge. */
export function unlessUnknown<T>(
  read: () => T,
): { known: true; value: T } | { known: false; missing: readonly string[] } {
  try {
    return { known: true, value: read() };
  } catch (error) {
    if (error instanceof UnknownFactSignal) return { known: false, missing: error.missing };
    throw error;
  }
}
