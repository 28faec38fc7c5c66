import { Injectable } from '@nestjs/common';
import { ledgerMonthConditions, type MonthCondition } from '../../../ledger';

/** What must have been done before a month is closed. Rooms register what only they know of; one statement asks all. */
@Injectable()
export class MonthConditions {
  private readonly conditions = new Map<string, MonthCondition>();

  constructor() {
    ledgerMonthConditions.forEach((condition) => this.register(condition));
  }

  /** Throws when the code is taken. */
  register(condition: MonthCondition): void {
    if (this.conditions.has(condition.code))
      throw new Error(`the condition ${condition.code} of a month is registered twice`);
    this.conditions.set(condition.code, condition);
  }

  list(): readonly MonthCondition[] {
    return [...this.conditions.values()];
  }

  /** What a hindrance says; of one that is not registered any more nothing but its code. */
  textOf(code: string): MonthCondition['text'] {
    return this.conditions.get(code)?.text ?? { zh: code, en: code };
  }
}
