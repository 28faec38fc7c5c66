import { join } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../postgres';
import { type AnswerSchema, SchemaOfType } from './schema-of-type';

export interface Answers {
  /** Schema of the successful answer by operationId; routes that answer no JSON are missing. */
  readonly operations: Readonly<Record<string, AnswerSchema>>;
  readonly schemas: Readonly<Record<string, AnswerSchema>>;
}

const HTTP_METHODS: ReadonlySet<string> = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete']);
const NO_ANSWER = ts.TypeFlags.Void | ts.TypeFlags.Undefined | ts.TypeFlags.Never;

/**
 * What every route answers, read from the types of the sources: the handler's own return type, or the type that
 * `@Answers('Name')` names where the handler writes to the response itself.
 * @throws Error when a type cannot stand in JSON or an answer's name is not in scope.
 */
export function answersOfRoutes(root: string = projectRoot()): Answers {
  const program = programOf(root);
  const checker = program.getTypeChecker();
  const ours = join(root, 'src');
  const schemas = new SchemaOfType(checker, (source) => source.fileName.startsWith(ours));
  const operations: Record<string, AnswerSchema> = {};
  for (const source of program.getSourceFiles()) {
    if (!source.fileName.startsWith(ours)) continue;
    for (const { controller, handler } of handlersIn(source)) {
      const id = operationId(controller, handler);
      const answer = answerOf(checker, handler);
      if (answer === null) continue;
      if (operations[id] !== undefined) throw new Error(`two routes have the operationId ${id}`);
      operations[id] = schemas.of(answer, id);
    }
  }
  return { operations: sorted(operations), schemas: sorted(Object.fromEntries(schemas.components)) };
}

function programOf(root: string): ts.Program {
  const file = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(file.config, ts.sys, root);
  const sources = ts.sys.readDirectory(join(root, 'src'), ['.ts']);
  return ts.createProgram(sources, { ...options, noEmit: true });
}

interface Route {
  readonly controller: string;
  readonly handler: ts.MethodDeclaration;
}

function handlersIn(source: ts.SourceFile): Route[] {
  return source.statements
    .filter((statement) => ts.isClassDeclaration(statement))
    .filter((statement) => decorator(statement, 'Controller') !== undefined)
    .flatMap((statement) =>
      statement.members
        .filter((member) => ts.isMethodDeclaration(member))
        .filter((member) => decoratorsOf(member).some(({ name }) => HTTP_METHODS.has(name)))
        .map((handler) => ({ controller: statement.name?.text ?? '', handler })),
    );
}

/** The same id as the document's: told by `@ApiOperation`, else method and controller. */
function operationId(controller: string, handler: ts.MethodDeclaration): string {
  const options = decorator(handler, 'ApiOperation')?.arguments[0];
  const told = options && ts.isObjectLiteralExpression(options) ? options.properties : undefined;
  for (const property of told ?? []) {
    if (!ts.isPropertyAssignment(property) || property.name.getText() !== 'operationId') continue;
    if (ts.isStringLiteral(property.initializer)) return property.initializer.text;
  }
  return `${handler.name.getText()}${controller.replace(/Controller$/, '')}`;
}

/** Type of the successful answer; null when the handler answers no JSON. */
function answerOf(checker: ts.TypeChecker, handler: ts.MethodDeclaration): ts.Type | null {
  const named = decorator(handler, 'Answers')?.arguments[0];
  if (named !== undefined) return namedType(checker, handler, named);
  const signature = checker.getSignatureFromDeclaration(handler);
  if (signature === undefined) throw new Error(`${handler.name.getText()} has no signature`);
  const returned = checker.getReturnTypeOfSignature(signature);
  const answer = checker.getAwaitedType(returned) ?? returned;
  return answer.flags & NO_ANSWER ? null : answer;
}

function namedType(checker: ts.TypeChecker, handler: ts.MethodDeclaration, named: ts.Expression): ts.Type {
  const where = `${handler.getSourceFile().fileName}: ${handler.name.getText()}`;
  if (!ts.isStringLiteral(named)) throw new Error(`${where}: @Answers takes the name of a type as it stands`);
  const [found] = checker
    .getSymbolsInScope(handler, ts.SymbolFlags.Type | ts.SymbolFlags.Alias)
    .filter(({ name }) => name === named.text);
  if (found === undefined) throw new Error(`${where}: there is no type ${named.text} in scope`);
  const symbol = found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
  return checker.getDeclaredTypeOfSymbol(checker.getExportSymbolOfSymbol(symbol));
}

interface Called {
  readonly name: string;
  readonly arguments: readonly ts.Expression[];
}

function decoratorsOf(node: ts.HasDecorators): Called[] {
  return (ts.getDecorators(node) ?? []).flatMap(({ expression }) =>
    ts.isCallExpression(expression)
      ? [{ name: expression.expression.getText(), arguments: [...expression.arguments] }]
      : [],
  );
}

const decorator = (node: ts.HasDecorators, name: string): Called | undefined =>
  decoratorsOf(node).find((called) => called.name === name);

const sorted = <T>(entries: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
