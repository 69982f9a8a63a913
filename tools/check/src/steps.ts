import { join } from 'node:path'

/** One thing that has to hold before a change may land. */
export interface Step {
  readonly name: string
  /** Programs that are run one after another; the step fails with the first that does. */
  readonly commands: readonly (readonly [string, ...string[]])[]
  /** How the tests that ran are counted; steps that run no tests count only when they fail. */
  readonly count: 'vitest' | 'closing-line' | 'none'
  /** The file that Vitest writes its results to. */
  readonly results?: string
  /** The name of a step without which this one means nothing. */
  readonly needs?: string
}

const tool = (name: string, ...args: string[]): [string, ...string[]] => [
  'tsx',
  '--conditions=@xinyin/source',
  `tools/${name}/src/main.ts`,
  ...args,
]

const tests = (project: 'source' | 'dist', results: string): [string, ...string[]] => [
  'vitest',
  'run',
  '--project',
  project,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${results}`,
]

/** The seed of the fuzzers here: the same inputs every time, so that a red run can be run again. */
const FUZZ_SEED = '20260501'

/**
 * All that has to hold, in the order in which a fault is cheapest to find.
 *
 * @param folder - where the test runners leave their results
 */
export function steps(folder: string): readonly Step[] {
  const source = join(folder, 'source.json')
  const dist = join(folder, 'dist.json')
  return [
    { name: 'lint', commands: [['biome', 'check', '--error-on-warnings', '.']], count: 'none' },
    { name: 'layers', commands: [['tsx', 'tools/check/src/layers.ts']], count: 'closing-line' },
    {
      name: 'types',
      commands: [
        ['tsc', '-p', 'tsconfig.json'],
        ['tsc', '-p', 'tsconfig.portable.json'],
      ],
      count: 'none',
    },
    { name: 'build', commands: [['tsup']], count: 'none' },
    { name: 'test', commands: [tests('source', source)], count: 'vitest', results: source },
    { name: 'test-dist', commands: [tests('dist', dist)], count: 'vitest', results: dist, needs: 'build' },
    {
      name: 'packages',
      commands: [['tsx', 'tools/check/src/packages.ts']],
      count: 'closing-line',
      needs: 'build',
    },
    { name: 'unused', commands: [['knip', '--no-progress']], count: 'none' },
    {
      name: 'sizes',
      commands: [['size-limit'], ['tsx', '--conditions=@xinyin/source', 'tools/check/src/loading.ts']],
      count: 'none',
      needs: 'build',
    },
    {
      name: 'docs',
      commands: [tool('docs', '--check')],
      count: 'none',
      needs: 'build',
    },
    { name: 'examples', commands: [['tsx', 'tools/check/src/examples.ts']], count: 'closing-line' },
    { name: 'interop', commands: [tool('interop')], count: 'closing-line' },
    { name: 'delay', commands: [tool('load', 'delay', '--short')], count: 'closing-line' },
    { name: 'load', commands: [tool('load', '--seconds', '20')], count: 'closing-line' },
    {
      name: 'fuzz',
      commands: [tool('fuzz', '--seconds', '100', '--seed', FUZZ_SEED)],
      count: 'closing-line',
    },
    {
      name: 'differential',
      commands: [tool('fuzz', '--differential', '--seconds', '20', '--seed', FUZZ_SEED)],
      count: 'closing-line',
    },
    { name: 'portability', commands: [tool('portability')], count: 'closing-line', needs: 'build' },
    { name: 'pack', commands: [tool('pack')], count: 'closing-line', needs: 'build' },
  ]
}
