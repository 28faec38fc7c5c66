import ts from 'typescript';

/** A method or function that awaits. */
export interface Step {
  /** `Class.method`, or the name of a function. */
  readonly name: string;
  /** What its `@CrashPoint` says, null when it has none. */
  readonly point: string | null;
  /** The point is the decorator next to the method. */
  readonly isInnermost: boolean;
}

/** Every method and function of a source that is async or whose signature returns a promise. */
export function stepsIn(file: string, source: string): Step[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  const steps: Step[] = [];
  for (const statement of tree.statements) {
    if (ts.isFunctionDeclaration(statement) && awaits(statement)) {
      steps.push({ name: statement.name?.text ?? '', point: null, isInnermost: true });
    }
    if (!ts.isClassDeclaration(statement)) continue;
    for (const member of statement.members) {
      // A method without a body is a promise of others.
      if (!ts.isMethodDeclaration(member) || member.body === undefined || !awaits(member)) continue;
      const name = `${statement.name?.text ?? ''}.${member.name.getText(tree)}`;
      const points = (ts.getDecorators(member) ?? []).map(pointOf);
      const point = points.find((one) => one !== null) ?? null;
      steps.push({ name, point, isInnermost: point === null || points.at(-1) === point });
    }
  }
  return steps;
}

function awaits(declared: ts.FunctionDeclaration | ts.MethodDeclaration): boolean {
  const isAsync = declared.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
  return isAsync || (declared.type?.getText().startsWith('Promise<') ?? false);
}

function pointOf({ expression }: ts.Decorator): string | null {
  if (!ts.isCallExpression(expression) || expression.expression.getText() !== 'CrashPoint') return null;
  const [name] = expression.arguments;
  return name !== undefined && ts.isStringLiteral(name) ? name.text : null;
}
