import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'out/',
      '.cache/',
      'node_modules/',
      'test-results/',
      'eslint.config.js',
      'build/bootstrap.mjs',
      'build/package/fpm.mjs',
      'packages/',
      'build/electron-fallback/main.cjs',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A `default` is a decision too; without one, every case has to be there.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Parts are objects of functions that need no `this`; the few classes are not taken apart.
      '@typescript-eslint/unbound-method': 'off',
      'no-console': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['electron/**/*.ts'],
    ignores: ['electron/desktop/window-client.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'electron',
              importNames: ['ipcMain'],
              message: 'Only electron/desktop/window-client.ts listens to the window.',
            },
          ],
        },
      ],
    },
  },
  {
    // While main waits, no instance is supervised: no 503, no exit seen, no signal heard.
    files: ['electron/**/*.ts'],
    ignores: ['electron/**/*.test.ts', 'electron/testing/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[property.name=/^(showErrorBox|show(MessageBox|OpenDialog|SaveDialog)Sync)$/]',
          message: 'It blocks main until a person answers. Show a notice, a notification or an asynchronous dialog.',
        },
        {
          selector:
            ':matches(Identifier, MemberExpression > Identifier)[name=/^(spawnSync|execSync|execFileSync|execaSync|execaCommandSync)$/]',
          message: 'It blocks main until another process has ended. Use the asynchronous form.',
        },
        {
          selector: 'CallExpression[callee.object.name="Atomics"][callee.property.name="wait"]',
          message: 'It blocks main. Wait for an event.',
        },
      ],
    },
  },
  {
    // They ask the system about a process, each for two seconds at most, before anything may follow.
    files: [
      'electron/process/ends-with-us.ts',
      'electron/process/process-identity.ts',
      'electron/process/windows-processes.ts',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // Node's own test runner waits for its tests itself.
    files: ['electron/testing/windows/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'describe', 'it', 'suite'] },
          ],
        },
      ],
    },
  },
  // A table with a row for each code.
  { files: ['shared/words/error-words.test.ts'], rules: { 'max-lines': 'off' } },
  { files: ['renderer/**/*.{ts,tsx}'], ...reactHooks.configs.flat.recommended },
  { files: ['build/**/*.ts', 'e2e/**/*.ts', 'bench/**/*.ts'], rules: { 'no-console': 'off' } },
);
