import ts from 'typescript';

/** A JSON schema (2020-12) as far as answers need one. */
export interface AnswerSchema {
  readonly [keyword: string]: unknown;
}

/** Names that say what a text holds, by the house's rule that the unit or kind of a value comes last. */
const FORMATS: readonly [RegExp, string][] = [
  [/(?:^at|At)$/, 'date-time'],
  [/(?:On|Day|^day|^today|^deadline)$/, 'date'],
];

const PRIMITIVES: readonly [ts.TypeFlags, string][] = [
  [ts.TypeFlags.StringLike, 'string'],
  // Money and rates are texts on the wire, so that a number is always a count.
  [ts.TypeFlags.NumberLike, 'integer'],
  [ts.TypeFlags.BooleanLike, 'boolean'],
];

/**
 * Turns the types of answers into JSON schemas: exported interfaces and aliases become components under their own
 * name, comments become descriptions, a Date the text that JSON makes of it. What JSON cannot hold (bigint, Map, functions) is
 * refused by name.
 */
export class SchemaOfType {
  readonly components = new Map<string, AnswerSchema>();
  private readonly declaredIn = new Map<string, ts.Symbol>();

  constructor(
    private readonly checker: ts.TypeChecker,
    /** Whether a declaration stands in our own sources. */
    private readonly isOurs: (source: ts.SourceFile) => boolean,
  ) {}

  /** @param path where the type stands, for errors. @throws Error for what JSON cannot hold and for names taken twice. */
  of(type: ts.Type, path: string, name = ''): AnswerSchema {
    if (isJson(type)) return {};
    if (isDate(type)) return { type: 'string', format: 'date-time' };
    const component = this.componentName(type);
    if (component === null) return this.inline(type, path, name);
    const known = this.declaredIn.get(component.name);
    if (known !== undefined && known !== component.symbol)
      throw new Error(`${path}: two types of answers are named ${component.name}; give one another name`);
    if (known === undefined) {
      this.declaredIn.set(component.name, component.symbol);
      const description = this.commentOf(component.symbol);
      const schema = this.inline(type, component.name, name);
      this.components.set(component.name, { ...described(description), ...schema });
    }
    return { $ref: `#/components/schemas/${component.name}` };
  }

  private inline(type: ts.Type, path: string, name: string): AnswerSchema {
    if (type.isUnion()) return this.union(type, path, name);
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (type.flags & ts.TypeFlags.BooleanLiteral)
      return { const: this.checker.typeToString(type) === 'true' };
    if (type.flags & ts.TypeFlags.Null) return { type: 'null' };
    const primitive = PRIMITIVES.find(([flag]) => holds(type, flag));
    if (primitive) return primitive[1] === 'string' ? textSchema(name) : { type: primitive[1] };
    if (this.checker.isArrayType(type) || this.checker.isTupleType(type)) return this.array(type, path);
    if (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return this.object(type, path);
    throw new Error(`${path}: ${this.checker.typeToString(type)} cannot stand in an answer`);
  }

  private union(type: ts.UnionType, path: string, name: string): AnswerSchema {
    const members = type.types.filter((member) => !(member.flags & ts.TypeFlags.Undefined));
    const literals = members.filter((member) => member.isStringLiteral()).map((member) => member.value);
    const isNullable = members.some((member) => member.flags & ts.TypeFlags.Null);
    const rest = members.filter((member) => !member.isStringLiteral() && !(member.flags & ts.TypeFlags.Null));
    const schemas: AnswerSchema[] = [];
    if (literals.length > 0) schemas.push({ type: 'string', enum: [...literals].sort() });
    if (rest.length > 0 && rest.every((member) => member.flags & ts.TypeFlags.BooleanLiteral))
      schemas.push(rest.length === 2 ? { type: 'boolean' } : this.of(rest[0] as ts.Type, path));
    else schemas.push(...rest.map((member) => this.of(member, path, name)));
    return either(schemas, isNullable);
  }

  private array(type: ts.Type, path: string): AnswerSchema {
    const items = this.checker.getTypeArguments(type as ts.TypeReference);
    const schemas = items.map((item) => this.of(item, `${path}[]`));
    const distinct = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
    return { type: 'array', items: either(distinct, false) };
  }

  private object(type: ts.Type, path: string): AnswerSchema {
    const properties = this.checker.getPropertiesOfType(type);
    const index = this.checker.getIndexInfosOfType(type)[0];
    if (properties.length === 0 && index !== undefined) {
      const value = this.of(index.type, `${path}.*`);
      return { type: 'object', additionalProperties: Object.keys(value).length === 0 ? true : value };
    }
    const source = properties[0]?.declarations?.[0]?.getSourceFile();
    if (source === undefined || !this.isOurs(source))
      throw new Error(`${path}: ${this.checker.typeToString(type)} cannot stand in an answer`);
    const isRequired = (property: ts.Symbol): boolean => !(property.flags & ts.SymbolFlags.Optional);
    return {
      type: 'object',
      required: properties.filter(isRequired).map((property) => property.name),
      properties: Object.fromEntries(
        properties.map((property) => [property.name, this.property(property, `${path}.${property.name}`)]),
      ),
    };
  }

  private property(property: ts.Symbol, path: string): AnswerSchema {
    const schema = this.of(this.checker.getTypeOfSymbol(property), path, property.name);
    return { ...described(this.commentOf(property)), ...schema };
  }

  /** Exported interfaces, classes and object aliases of ours have a name of their own; everything else stands inline. */
  private componentName(type: ts.Type): { name: string; symbol: ts.Symbol } | null {
    // Not every type has a symbol, whatever its declaration says.
    const symbol = (type.aliasSymbol ?? Reflect.get(type, 'symbol')) as ts.Symbol | undefined;
    const declaration = symbol?.declarations?.[0];
    if (symbol === undefined || declaration === undefined || !this.isOurs(declaration.getSourceFile()))
      return null;
    const isNamed =
      ts.isInterfaceDeclaration(declaration) ||
      ts.isClassDeclaration(declaration) ||
      ts.isTypeAliasDeclaration(declaration);
    const isPlain = type.aliasTypeArguments === undefined && !isText(type);
    return isNamed && isPlain ? { name: symbol.name, symbol } : null;
  }

  private commentOf(symbol: ts.Symbol): string {
    return ts
      .displayPartsToString(symbol.getDocumentationComment(this.checker))
      .replaceAll(/\s+/g, ' ')
      .trim();
  }
}

/** Our own name for "any JSON": it refers to itself, and says nothing that a schema could check. */
function isJson(type: ts.Type): boolean {
  return type.aliasSymbol?.name === 'Json';
}

function isDate(type: ts.Type): boolean {
  return type.getSymbol()?.name === 'Date' && (type.flags & ts.TypeFlags.Object) !== 0;
}

/** A text, branded or not. */
function isText(type: ts.Type): boolean {
  return holds(type, ts.TypeFlags.StringLike);
}

/** A branded primitive is an intersection with an object. */
function holds(type: ts.Type, flag: ts.TypeFlags): boolean {
  const parts = type.isIntersection() ? type.types : [type];
  return parts.some((part) => (part.flags & flag) !== 0);
}

function textSchema(name: string): AnswerSchema {
  const format = FORMATS.find(([pattern]) => pattern.test(name))?.[1];
  return format === undefined ? { type: 'string' } : { type: 'string', format };
}

function either(schemas: readonly AnswerSchema[], isNullable: boolean): AnswerSchema {
  const [only] = schemas;
  const alternatives = isNullable ? [...schemas, { type: 'null' }] : schemas;
  if (only === undefined || schemas.length > 1) return { anyOf: alternatives };
  if (!isNullable) return only;
  if (typeof only['type'] !== 'string') return { anyOf: alternatives };
  const { enum: values } = only as { enum?: readonly string[] };
  return { ...only, type: [only['type'], 'null'], ...(values ? { enum: [...values, null] } : {}) };
}

const described = (description: string): AnswerSchema => (description === '' ? {} : { description });
