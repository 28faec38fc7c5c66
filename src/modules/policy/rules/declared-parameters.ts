import type { BilingualText } from '../../../kernel/decision';
import type { Json } from '../../../kernel/fact';
import type { Fen } from '../../../kernel/money';
import type { Rate } from '../../../kernel/rate';
import type { ParameterSet } from '../parameters/parameter-set';
import type { ParameterBasis } from '../parameters/parameter-value';
import { UndeclaredRead } from './undeclared-read';

/** Whether a path is declared itself or lies below a declared group. */
export function covers(declared: readonly string[], path: string): boolean {
  return declared.some((allowed) => path === allowed || path.startsWith(`${allowed}.`));
}

/** The parameters a rule declared; reading any other throws, so what a rule declares is what it depends on. */
export class DeclaredParameters implements ParameterSet {
  constructor(
    private readonly all: ParameterSet,
    private readonly declared: readonly string[],
    private readonly rule: string,
  ) {}

  get id(): string {
    return this.all.id;
  }
  get validFrom(): string {
    return this.all.validFrom;
  }
  get validTo(): string | null {
    return this.all.validTo;
  }
  money(path: string): Fen {
    return this.all.money(this.checked(path));
  }
  rate(path: string): Rate {
    return this.all.rate(this.checked(path));
  }
  integer(path: string): number {
    return this.all.integer(this.checked(path));
  }
  integerOrNull(path: string): number | null {
    return this.all.integerOrNull(this.checked(path));
  }
  rateOrNull(path: string): Rate | null {
    return this.all.rateOrNull(this.checked(path));
  }
  text(path: string): string {
    return this.all.text(this.checked(path));
  }
  flag(path: string): boolean {
    return this.all.flag(this.checked(path));
  }
  raw(path: string): Json {
    return this.all.raw(this.checked(path));
  }
  mark(path: string): ParameterBasis {
    return this.all.mark(this.checked(path));
  }
  print(path: string): BilingualText {
    return this.all.print(this.checked(path));
  }
  has(path: string): boolean {
    return this.all.has(this.checked(path));
  }
  leaves(path: string): readonly string[] {
    return this.all.leaves(this.checked(path));
  }

  private checked(path: string): string {
    if (!covers(this.declared, path)) throw new UndeclaredRead(this.rule, 'parameter', path);
    return path;
  }
}
