/** Waits for the work, but no longer than the budget (null); work that goes on is finished by its own means. */
export async function withinBudget<T>(work: Promise<T>, budgetMs: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const budget = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), Math.max(0, budgetMs));
  });
  try {
    return await Promise.race([work, budget]);
  } finally {
    clearTimeout(timer);
    // A failure after the budget is the worker's to heal: the case keeps its lease and falls due.
    work.catch(() => undefined);
  }
}
