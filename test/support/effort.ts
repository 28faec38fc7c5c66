import type { Exchange, HttpClient } from './http-client';

/**
 * What a journey asks of people, counted from what goes over the wire. A click is a command or a page that is opened; a page
 * that is only looked at again is none. A field is a value in a command that nobody had told them before: they typed it.
 */
export class Effort {
  private commands = 0;
  private readonly pages = new Set<string>();
  private readonly known = new Set<string>();
  /** Names of what was typed. */
  readonly fields: string[] = [];

  constructor(...clients: readonly HttpClient[]) {
    for (const client of clients) client.watch((exchange) => this.note(exchange));
  }

  get clicks(): number {
    return this.commands + this.pages.size;
  }

  private note({ method, path, sent, told }: Exchange): void {
    if (method === 'GET') this.pages.add(path);
    else this.commands += 1;
    for (const [name, value] of valuesIn(sent))
      // Which item it is the click itself says.
      if (name !== 'item' && !this.known.has(value)) this.fields.push(name);
    for (const [, value] of valuesIn(told)) this.known.add(value);
  }
}

function valuesIn(part: unknown, name = ''): (readonly [string, string])[] {
  if (typeof part === 'string' || typeof part === 'number' || typeof part === 'boolean')
    return [[name, String(part)]];
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => valuesIn(value, Array.isArray(part) ? name : key));
}
