const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          experimental: { keepImportAttributes: true },
          parser: { syntax: 'typescript', importAttributes: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json', 'node'],
};

/** Unit tests need nothing; integration tests one DynamoDB and one SQS for the run; journeys one whole local cloud. */
export default {
  maxWorkers: 2,
  // What a suite leaves in a worker is never freed: a heap of gigabytes takes time from the suites after it.
  workerIdleMemoryLimit: '800MB',
  testSequencer: '<rootDir>/test/support/sequencer.mjs',
  // A busy machine is no failure.
  testTimeout: 300_000,
  projects: [
    { ...common, displayName: 'unit', testMatch: ['<rootDir>/test/unit/**/*.test.ts'] },
    {
      ...common,
      displayName: 'integration',
      testMatch: ['<rootDir>/test/integration/**/*.test.ts'],
      globalSetup: '<rootDir>/test/support/engines.setup.mjs',
      globalTeardown: '<rootDir>/test/support/engines.teardown.mjs',
    },
    {
      ...common,
      displayName: 'journeys',
      testMatch: ['<rootDir>/test/{journeys,browser}/**/*.test.ts'],
      globalSetup: '<rootDir>/test/support/stack.setup.mjs',
      globalTeardown: '<rootDir>/test/support/stack.teardown.mjs',
    },
  ],
};
