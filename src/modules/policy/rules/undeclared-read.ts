/** A rule read what it did not declare: the guide and the facts asked for would not match what decides. */
export class UndeclaredRead extends Error {
  override readonly name = 'UndeclaredRead';
  constructor(rule: string, kind: 'fact' | 'parameter' | 'amount', path: string) {
    super(`rule ${rule} reads the ${kind} '${path}' without declaring it`);
  }
}
