/** Something in the story did not happen as it must. */
export class StoryBroken extends Error {
  override name = 'StoryBroken';
}

/** Tells the story with a timeline in milliseconds since it began. */
export class Narrator {
  private readonly began = performance.now();

  constructor(private readonly print: (line: string) => void) {}

  scene(zh: string, en: string): void {
    this.print('');
    this.print(`── ${zh}  ${en}`);
  }

  line(text: string): void {
    this.print(`${this.clock()}  ${text}`);
  }

  /** Runs a step and tells how long it took. */
  async step<T>(does: () => Promise<T>, tell: (result: T, ms: number) => string): Promise<T> {
    const from = performance.now();
    const result = await does();
    const ms = Math.round(performance.now() - from);
    this.print(`${this.clock()}  ${tell(result, ms)}`);
    return result;
  }

  private clock(): string {
    return `[${String(Math.round(performance.now() - this.began)).padStart(6)} ms]`;
  }
}

/** Ends the story when what must hold does not. */
export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new StoryBroken(what);
}
