import { join } from 'node:path'
import { createVitest, type TestModule } from 'vitest/node'

/** What a file of tests is run with. */
export interface Plan {
  /** The check that is taken out. */
  readonly out: number | undefined
  /** The folder for notes of which checks each file of tests came to. */
  readonly notes: string | undefined
}

/** Files of tests to run, in their order, until one goes red; all of the package's where none are named. */
export interface Order extends Plan {
  readonly files: readonly string[] | undefined
}

export interface Red {
  /** Path of the file of tests. */
  readonly file: string
  readonly message: string
}

/** What was not green. */
export type Answer = readonly Red[]

// A process of its own, which keeps what Vitest has read: only the tests themselves are run anew.
const [copy = '', folder = ''] = process.argv.slice(2)
const vitest = await createVitest('test', {
  root: copy,
  config: join(copy, 'mutate.config.ts'),
  project: ['source'],
  watch: false,
  reporters: [{}],
  maxWorkers: 2,
})
const tests = join(copy, folder, '/')
const all = (await vitest.globTestSpecifications()).filter(({ moduleId }) => moduleId.startsWith(tests))

function firstMessage(module: TestModule): string {
  const [test] = module.children.allTests('failed')
  const [error] = [...(test?.result().errors ?? []), ...module.errors()]
  return [test?.fullName, error?.message].join(': ')
}

async function run({ out, notes, files }: Order): Promise<Answer> {
  for (const project of vitest.projects)
    (project.provide as (key: string, plan: Plan) => void)('xinyinPlan', { out, notes })
  const groups =
    files === undefined ? [all] : files.map((file) => all.filter(({ moduleId }) => moduleId === file))
  for (const group of groups) {
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(group)
    const ran = new Set(group.map(({ moduleId }) => moduleId))
    const red = testModules
      .filter((module) => ran.has(module.moduleId) && !module.ok())
      .map((module): Red => ({ file: module.moduleId, message: firstMessage(module) }))
    if (red.length > 0) return red
    if (unhandledErrors.length > 0) return [{ file: folder, message: JSON.stringify(unhandledErrors[0]) }]
  }
  return []
}

process.on('message', async (order: Order) => {
  process.send?.(await run(order))
})
process.send?.([] satisfies Answer)
