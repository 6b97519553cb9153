import tseslint from 'typescript-eslint';
import vue from 'eslint-plugin-vue';
import vueParser from 'vue-eslint-parser';

const rules = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'all' }],
  '@typescript-eslint/consistent-type-imports': 'off',
  '@typescript-eslint/no-empty-function': 'error',
  'no-empty': ['error', { allowEmptyCatch: false }],
  'no-console': 'error',
  eqeqeq: ['error', 'always'],
  'prefer-const': 'error',
  'no-restricted-syntax': [
    'error',
    { selector: "CallExpression[callee.object.name='vi'][callee.property.name=/^(mock|doMock)$/]", message: 'No module mocks: pass a small fake in.' },
    { selector: "CallExpression[callee.name='eval']", message: 'Never eval.' },
  ],
};

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', 'data/**', 'coverage/**', 'test/recorded/**'] },
  {
    files: ['**/*.ts', '**/*.mjs'],
    extends: [tseslint.configs.base],
    languageOptions: { ecmaVersion: 'latest', sourceType: 'module' },
    rules,
  },
  {
    files: ['**/*.vue'],
    extends: [tseslint.configs.base, ...vue.configs['flat/essential']],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser, sourceType: 'module' } },
    rules: { ...rules, 'vue/multi-word-component-names': 'off', 'no-undef': 'off' },
  },
  // What a person started in a terminal may write to it.
  { files: ['scripts/**', 'apps/api/src/cli/**', 'apps/api/src/cli.ts', 'apps/api/src/main.ts', 'libs/engine/src/main.ts', 'test/bench/**', 'test/contracts/comfy-server/main.ts', 'test/fault-run/main.ts'], rules: { 'no-console': 'off' } },
);
