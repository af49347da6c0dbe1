/** The arrows of the architecture: who may import whom. Broken arrows fail `npm test`. */
module.exports = {
  forbidden: [
    {
      name: 'services-do-not-know-each-other',
      severity: 'error',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^functions/', pathNot: '^functions/$1/' },
    },
    {
      name: 'page-groups-do-not-know-each-other',
      comment: 'What pages of two groups need is a component.',
      severity: 'error',
      from: { path: '^functions/portal/web/pages/([^/]+)/' },
      to: { path: '^functions/portal/web/pages/[^/]+/', pathNot: '^functions/portal/web/pages/$1/' },
    },
    {
      name: 'services-use-only-shared',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(infra|test)/' },
    },
    {
      name: 'shared-knows-no-service',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(functions|infra|test)/' },
    },
    {
      name: 'rules-do-no-io',
      comment: 'Domain logic decides on what it is given: no network or files, also not by way of others.',
      severity: 'error',
      from: { path: '^functions/[^/]+/(rules|model)/' },
      to: {
        reachable: true,
        path: '^(shared/(store|files/(?!(formats|schema)\\.ts)|http|events/(?!shapes)|auth/(?!caller\\.ts)|observability)|node_modules/(@aws-sdk|@middy|@aws-lambda-powertools))|^(node:)?(fs|net|http|https|child_process|crypto|process|timers)',
      },
    },
    {
      name: 'no-generator-in-a-bundle',
      comment: 'The OpenAPI document is made beforehand; what makes it would double the size of a function.',
      severity: 'error',
      from: {
        path: '^functions/[^/]+/(api|pages|placing|delivery|documents|worker|urgent|rounds|rates|figures|exports|imports|push|relay|schedule)\\.ts',
      },
      to: { reachable: true, path: 'node_modules/@asteasolutions/zod-to-openapi' },
    },
    {
      name: 'dynamodb-only-in-the-store',
      severity: 'error',
      from: { path: '^(functions|shared)/', pathNot: '^(functions/[^/]+/store/|shared/store/)' },
      to: { path: 'node_modules/@aws-sdk/(client-dynamodb|lib-dynamodb|util-dynamodb)' },
    },
    {
      name: 'sqs-only-in-events',
      severity: 'error',
      from: { path: '^(functions|shared)/', pathNot: '^shared/events/' },
      to: { path: 'node_modules/@aws-sdk/client-sqs' },
    },
    {
      name: 's3-only-in-files',
      severity: 'error',
      from: { path: '^(functions|shared)/', pathNot: '^shared/files/' },
      to: { path: 'node_modules/@aws-sdk/(client-s3|s3-presigned-post|s3-request-presigner)' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^aws-lambda$' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/fixtures/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.vue', '.d.ts', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
