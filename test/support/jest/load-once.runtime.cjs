// Jest loads every module anew for every test file; for an application of a thousand files that is most of what a test
// costs. Here only the test file itself is loaded by Jest: what it imports is loaded by Node, once a worker. So nothing
// a test imports may keep what another test could see; our code holds constants and caches at module level, no state.
const { mkdtempSync, writeFileSync } = require('node:fs');
const { createRequire, isBuiltin } = require('node:module');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { compileFunction } = require('node:vm');
const { default: Runtime } = require('jest-runtime');
const { compile } = require('../../../scripts/typescript-hook.cjs');

const loadByNode = createRequire(__filename);
const ofJest = (path) => path.endsWith('.test.ts');
let mapFolder;

/** The maps of what Jest compiled, and of a source that Node loaded when a stack first asks for it. */
class SourceMaps extends Map {
  get(path) {
    if (!this.has(path) && path.endsWith('.ts') && path in require.cache) {
      mapFolder ??= mkdtempSync(join(tmpdir(), 'zero-run-maps-'));
      const file = join(mapFolder, `${this.size}.map`);
      writeFileSync(file, compile(path, true).map);
      this.set(path, file);
    }
    return super.get(path);
  }
}

exports.__esModule = true;
exports.default = class LoadOnceRuntime extends Runtime {
  constructor(...args) {
    super(...args);
    if (typeof this.executor?.compile !== 'function' || typeof this._resolution?.resolveCjs !== 'function') {
      throw new Error(
        'this version of jest-runtime compiles or resolves elsewhere: mend load-once.runtime.cjs',
      );
    }
    // As its own `compile`, but among the worker's globals (one-realm.environment.cjs).
    this.executor.compile = function compileAmongGlobals(source, filename) {
      return compileFunction(source, this.injectedModuleParameters, { filename });
    };
  }

  requireModule(from, moduleName, options, isRequireActual) {
    if (moduleName !== undefined && options?.isInternalModule !== true && !isBuiltin(moduleName)) {
      const path = this._resolution.resolveCjs(from, moduleName);
      if (!ofJest(path)) return loadByNode(path);
    }
    return super.requireModule(from, moduleName, options, isRequireActual);
  }

  getSourceMaps() {
    const maps = super.getSourceMaps();
    if (!(maps instanceof SourceMaps)) Object.setPrototypeOf(maps, SourceMaps.prototype);
    return maps;
  }
};
