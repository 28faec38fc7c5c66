// Lets plain `node` run our sources without a build: `node -r ./scripts/typescript-hook.cjs scripts/x.ts`.
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

/** How our sources are compiled when nothing is built: by this hook and by the tests. */
const SWC = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
    target: 'es2022',
  },
  module: { type: 'commonjs' },
};

/** @param sourceMaps 'inline' for a map in the code, true for one beside it. */
function compile(filename, sourceMaps) {
  return transformSync(readFileSync(filename, 'utf8'), { filename, swcrc: false, sourceMaps, ...SWC });
}

require.extensions['.ts'] = (module, filename) => module._compile(compile(filename, 'inline').code, filename);

module.exports = { SWC, compile };
