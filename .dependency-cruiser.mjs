/** Who may import whom: docs/decisions/0001-the-house.md. */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: `^${from}/` },
  to: { path: '^(libs|apps)/', pathNot: [`^${from}/`, ...allowed.map((folder) => `^${folder}/`)] },
});

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    only('grid-imports-nothing-of-ours', 'libs/grid', []),
    only('comfy-imports-nothing-of-ours', 'libs/comfy', []),
    only('contract-imports-grid', 'libs/contract', ['libs/grid']),
    only('engine-imports-comfy', 'libs/engine', ['libs/comfy']),
    only('api-imports-libs', 'apps/api', ['libs']),
    only('web-imports-browser-libs', 'apps/web', ['libs/grid', 'libs/comfy', 'libs/contract']),
    {
      name: 'web-never-imports-the-node-client',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^libs/comfy/(src|dist)/client' },
    },
    {
      name: 'grid-is-pure',
      severity: 'error',
      from: { path: '^libs/grid/src', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'what-everything-stands-on-imports-no-feature',
      severity: 'error',
      from: { path: '^apps/api/src/(config|database|redis|bus|jobs|events|http)/' },
      to: { path: '^apps/api/src/(experiments|plans|execution|scheduler|runs|images|metrics|exports|generators|servers|templates)/' },
    },
    {
      name: 'no-foreign-repository',
      comment: "A feature imports another feature's service, never its repository.",
      severity: 'error',
      from: { path: '^apps/api/src/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^apps/api/src/[^/]+/.*\\.repository\\.ts$', pathNot: '^apps/api/src/$1/' },
    },
    {
      name: 'a-repository-imports-the-database-alone',
      severity: 'error',
      from: { path: '^apps/api/src/.*\\.repository\\.ts$' },
      to: { path: '^apps/api/src/', pathNot: '^apps/api/src/database/' },
    },
    {
      name: 'stores-never-import-components',
      severity: 'error',
      from: { path: '^apps/web/src/(stores|services|composables)/' },
      to: { path: '^apps/web/src/(components|screens)/' },
    },
    {
      name: 'components-never-import-screens',
      severity: 'error',
      from: { path: '^apps/web/src/components/' },
      to: { path: '^apps/web/src/screens/' },
    },
    {
      name: 'ui-knows-no-noun',
      severity: 'error',
      from: { path: '^apps/web/src/components/ui/' },
      to: { path: '^apps/web/src/(stores|components/(?!ui/))' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|recorded)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
