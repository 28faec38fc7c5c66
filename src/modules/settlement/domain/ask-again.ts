const SECONDS = [1, 5, 30, 120, 600] as const;

/** Milliseconds until the bank is asked again after so many questions without a final answer: 1 s, 5 s, 30 s, … */
export function askAgainMs(questions: number): number {
  return (SECONDS[Math.max(0, questions)] ?? SECONDS[SECONDS.length - 1] ?? 600) * 1_000;
}

/** A payment short of funds is tried again after this time; nobody outside sees a failure. */
export const RETRY_FUNDS_MS = 30_000;
