import { Injectable } from '@nestjs/common';
import type { FieldOf, Grants, QuestionName } from '../domain/questions';

/**
 * Which purpose may ask which registry for which fields (purpose limitation, handbook 8). Rooms above register the
 * grants of their items at the start; what stands nowhere is not asked.
 */
@Injectable()
export class PurposeGrants {
  private readonly grants = new Map<string, Grants>();

  /** Throws when the purpose has its grants already. */
  register(purpose: string, grants: Grants): void {
    if (this.grants.has(purpose)) throw new Error(`the grants of ${purpose} are registered twice`);
    this.grants.set(purpose, grants);
  }

  /** The fields that a purpose may ask for, null when it may not put the question at all. */
  fieldsFor<Q extends QuestionName>(purpose: string, question: Q): readonly FieldOf<Q>[] | null {
    return this.grants.get(purpose)?.[question] ?? null;
  }
}

/** What of the needs is not granted: `POL.people` for a whole question, `POL.people.alive` for a field. */
export function ungranted(grants: Grants, needs: Grants): string[] {
  return (Object.keys(needs) as QuestionName[]).flatMap((question) => {
    const granted: readonly string[] | undefined = grants[question];
    if (granted === undefined) return [question];
    const needed: readonly string[] = needs[question] ?? [];
    return needed.filter((field) => !granted.includes(field)).map((field) => `${question}.${field}`);
  });
}
