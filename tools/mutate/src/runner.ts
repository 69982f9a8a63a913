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

/** The first file that is not green, and what it says. */
export interface Answer {
  readonly red: string | undefined
}

// A process of its own, which keeps what Vitest has read: only the tests themselves are run anew.
const [copy = '', folder = ''] = process.argv.slice(2)
const vitest = await createVitest('test', {
  root: copy,
  config: join(copy, 'mutate.config.ts'),
  project: ['source'],
  watch: false,
  reporters: [{}],
  maxWorkers: 1,
})
const tests = join(copy, folder, '/')
const all = (await vitest.globTestSpecifications()).filter(({ moduleId }) => moduleId.startsWith(tests))

function firstMessage(module: TestModule): string {
  const [test] = module.children.allTests('failed')
  const [error] = [...(test?.result().errors ?? []), ...module.errors()]
  return [test?.fullName, error?.message].join(': ')
}

async function firstRed({ out, notes, files }: Order): Promise<string | undefined> {
  for (const project of vitest.projects)
    (project.provide as (key: string, plan: Plan) => void)('xinyinPlan', { out, notes })
  const groups =
    files === undefined ? [all] : files.map((file) => all.filter(({ moduleId }) => moduleId === file))
  for (const group of groups) {
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(group)
    const ran = new Set(group.map(({ moduleId }) => moduleId))
    const red = testModules.find((module) => ran.has(module.moduleId) && !module.ok())
    if (red !== undefined) return `${red.moduleId}: ${firstMessage(red)}`
    if (unhandledErrors.length > 0) return `${group[0]?.moduleId}: ${JSON.stringify(unhandledErrors[0])}`
  }
  return undefined
}

process.on('message', async (order: Order) => {
  const answer: Answer = { red: await firstRed(order) }
  process.send?.(answer)
})
process.send?.({ red: undefined } satisfies Answer)
