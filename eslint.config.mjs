import tseslint from 'typescript-eslint';

const notInDomain = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The time comes from Clock.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The time comes from Clock.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'No chance in business code.',
  },
];
const oneUnitOfWork = [
  {
    selector: "CallExpression[callee.property.name='transaction']",
    message: 'Transactions are opened by UnitOfWork only.',
  },
  {
    selector: "CallExpression[callee.property.name='createQueryRunner']",
    message: 'Connections are taken by UnitOfWork only.',
  },
  {
    selector:
      "CallExpression[callee.object.name='Promise'][callee.property.name=/^(all|allSettled|race|any)$/] CallExpression > Identifier.arguments[name='tx']",
    message: 'One transaction is one connection: its statements run one after the other.',
  },
  {
    selector:
      "CallExpression[callee.object.name='Promise'][callee.property.name=/^(all|allSettled|race|any)$/] CallExpression[callee.object.name='tx']",
    message: 'One transaction is one connection: its statements run one after the other.',
  },
];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'var/',
      'coverage/',
      'node_modules/',
      'test/architecture/planted/',
      'scripts/sdk/schema.d.ts',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { prefer: 'type-imports', disallowTypeAnnotations: false },
      ],
      // Nest modules are classes with nothing in them.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Numbers in texts are wanted; objects in texts are not.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // `async` methods of an interface whose implementation needs no await are common at ports.
      '@typescript-eslint/require-await': 'off',
      // A generic that says what a query's rows are is used once by nature.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // A branded bigint may be negated, a text taken apart by code points, a DTO written as a literal.
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 70 }],
      'no-restricted-syntax': ['error', ...oneUnitOfWork],
    },
  },
  {
    files: ['src/kernel/**/*.ts', 'src/modules/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...oneUnitOfWork, ...notInDomain] },
  },
  {
    files: ['src/platform/database/**/*.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['scripts/**/*.ts', 'bench/**/*.ts', 'migrations/**/*.ts'],
    rules: { 'max-lines': ['error', { max: 300 }], 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // Answers over HTTP and rows of the database are read as they come.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
