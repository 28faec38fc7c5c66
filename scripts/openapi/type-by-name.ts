import ts from 'typescript';

/**
 * The type that bears `name` where `node` stands, or else the only one that is exported under it anywhere in our own
 * sources: a handler that names its answer only for the document need not import it.
 * @throws Error when there is none, or several to choose from.
 */
export function typeByName(
  program: ts.Program,
  node: ts.Node,
  name: string,
  isOurs: (source: ts.SourceFile) => boolean,
): ts.Type {
  const checker = program.getTypeChecker();
  const where = node.getSourceFile().fileName;
  const inScope = checker
    .getSymbolsInScope(node, ts.SymbolFlags.Type | ts.SymbolFlags.Alias)
    .find((symbol) => symbol.name === name && isDeclaredIn(symbol, isOurs));
  const found = inScope ? [inScope] : exported(program, name, isOurs);
  const [only, ...others] = found;
  if (only === undefined) throw new Error(`${where}: there is no type ${name}`);
  if (others.length > 0)
    throw new Error(`${where}: ${found.length} types are named ${name}; import the one that is meant`);
  const symbol = only.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(only) : only;
  return checker.getDeclaredTypeOfSymbol(checker.getExportSymbolOfSymbol(symbol));
}

function exported(
  program: ts.Program,
  name: string,
  isOurs: (source: ts.SourceFile) => boolean,
): ts.Symbol[] {
  const checker = program.getTypeChecker();
  return program
    .getSourceFiles()
    .filter(isOurs)
    .flatMap((source) => {
      const module = checker.getSymbolAtLocation(source);
      const symbol = module && checker.tryGetMemberInModuleExports(name, module);
      // What is handed on under the same name stands where it is declared.
      return symbol !== undefined &&
        !(symbol.flags & ts.SymbolFlags.Alias) &&
        symbol.flags & ts.SymbolFlags.Type
        ? [symbol]
        : [];
    });
}

function isDeclaredIn(symbol: ts.Symbol, isOurs: (source: ts.SourceFile) => boolean): boolean {
  return (symbol.declarations ?? []).some((declaration) => isOurs(declaration.getSourceFile()));
}
