import { join } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../postgres';
import { type AnswerSchema, SchemaOfType } from './schema-of-type';
import { typeByName } from './type-by-name';

export interface Answers {
  /** Schemas of the successful answers by operationId and status or `default`; routes that answer no JSON are missing. */
  readonly operations: Readonly<Record<string, Readonly<Record<string, AnswerSchema>>>>;
  readonly schemas: Readonly<Record<string, AnswerSchema>>;
}

const HTTP_METHODS: ReadonlySet<string> = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete']);
/** A text is a form of its own, which the route describes itself. */
const NO_ANSWER = ts.TypeFlags.Void | ts.TypeFlags.Undefined | ts.TypeFlags.Never | ts.TypeFlags.StringLike;

/**
 * What every route answers, read from the types of the sources: the handler's own return type, or the type that
 * `@Answers('Name')` names where the handler writes to the response itself.
 * @throws Error when a type cannot stand in JSON or nothing, or more than one thing, bears an answer's name.
 */
export function answersOfRoutes(root: string = projectRoot()): Answers {
  const program = programOf(root);
  const checker = program.getTypeChecker();
  const ours = join(root, 'src');
  const isOurs = (source: ts.SourceFile): boolean => source.fileName.startsWith(ours);
  const typeNamed = (node: ts.Node, name: string): ts.Type => typeByName(program, node, name, isOurs);
  const schemas = new SchemaOfType(checker, isOurs);
  const operations: Record<string, Record<string, AnswerSchema>> = {};
  for (const source of program.getSourceFiles()) {
    if (!isOurs(source)) continue;
    for (const { controller, handler } of handlersIn(source)) {
      const id = operationId(controller, handler);
      if (operations[id] !== undefined) throw new Error(`two routes have the operationId ${id}`);
      const answers = answersOf(checker, handler, typeNamed).map(
        ({ status, type }) => [status, schemas.of(type, id)] as const,
      );
      if (answers.length > 0) operations[id] = Object.fromEntries(answers);
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

interface TypedAnswer {
  readonly status: string;
  readonly type: ts.Type;
}

/** Types of the successful answers; none when the handler answers no JSON. */
function answersOf(
  checker: ts.TypeChecker,
  handler: ts.MethodDeclaration,
  typeNamed: (node: ts.Node, name: string) => ts.Type,
): TypedAnswer[] {
  const named = decorator(handler, 'Answers')?.arguments[0];
  if (named !== undefined) return namedAnswers(handler, named, typeNamed);
  const signature = checker.getSignatureFromDeclaration(handler);
  if (signature === undefined) throw new Error(`${handler.name.getText()} has no signature`);
  const returned = checker.getReturnTypeOfSignature(signature);
  const type = checker.getAwaitedType(returned) ?? returned;
  return type.flags & NO_ANSWER ? [] : [{ status: 'default', type }];
}

function namedAnswers(
  handler: ts.MethodDeclaration,
  named: ts.Expression,
  typeNamed: (node: ts.Node, name: string) => ts.Type,
): TypedAnswer[] {
  const where = `${handler.getSourceFile().fileName}: ${handler.name.getText()}`;
  const typeOf = (name: ts.Expression): ts.Type => {
    if (!ts.isStringLiteral(name)) throw new Error(`${where}: @Answers takes names of types as they stand`);
    return typeNamed(handler, name.text);
  };
  if (!ts.isObjectLiteralExpression(named)) return [{ status: 'default', type: typeOf(named) }];
  return named.properties
    .filter((property) => ts.isPropertyAssignment(property))
    .map(({ name, initializer }) => ({ status: name.getText(), type: typeOf(initializer) }));
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
