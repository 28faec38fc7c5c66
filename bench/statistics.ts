/** Middle value of a list with an odd number of values; the lower middle of an even one. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** Nearest-rank percentile, 0 < p ≤ 100. Throws for an empty list. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)];
  if (value === undefined) throw new Error('no values to take a percentile of');
  return value;
}

/** Runs `work` for 0 … count-1, at most `concurrency` at a time, and returns each one's milliseconds. */
export async function timed(
  count: number,
  concurrency: number,
  work: (index: number, lane: number) => Promise<void>,
): Promise<{ perSecond: number; latencies: number[] }> {
  const latencies: number[] = [];
  let next = 0;
  const began = performance.now();
  const lane = async (number: number): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      const from = performance.now();
      await work(index, number);
      latencies.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, (_, number) => lane(number)));
  return { perSecond: (count * 1000) / (performance.now() - began), latencies };
}

/**
 * Runs `work` for 0 … count-1, `perSecond` of them started each second whether those before have ended or not. Each one's
 * milliseconds count from the moment it was due, so that a service that falls behind shows it.
 */
export async function paced(
  count: number,
  perSecond: number,
  work: (index: number) => Promise<void>,
): Promise<number[]> {
  const began = performance.now();
  const one = async (index: number): Promise<number> => {
    const due = began + (index * 1000) / perSecond;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    await work(index);
    return performance.now() - due;
  };
  return Promise.all(Array.from({ length: count }, (_, index) => one(index)));
}

/** Rows of text as a table whose columns stand under one another. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}
