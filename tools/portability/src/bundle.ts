import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { Fixture } from './fixture.ts'

/** The scenario in the shapes that the runtimes take, all of them on what was built, never on the source. */
export interface Bundles {
  readonly root: string
  /** A folder inside the repository, so that packages are found from it as a user's code finds them. */
  readonly folder: string
  /** Path of a module that imports the packages by name. */
  readonly modules: string
  /** Text of a module with everything in it, for workerd. */
  readonly worker: string
  /** Text of a module with everything in it, for a browser. */
  readonly page: string
}

const ENDINGS = {
  modules: (fixture: string) => `console.log(JSON.stringify(await verifyAll(${fixture})))`,
  worker: (fixture: string) =>
    `export default { async test() { console.log('ROWS ' + JSON.stringify(await verifyAll(${fixture}))) } }`,
  page: (fixture: string) => `globalThis.rows = await verifyAll(${fixture})`,
}

/** What a user has installed. What makes documents to be sealed is not among it. */
const INSTALLED = ['core', 'e-seal', 'e-license', 'sso'].flatMap((name) => [
  `@xinyin/${name}`,
  `@xinyin/${name}/*`,
])

async function bundle(ending: keyof typeof ENDINGS, fixture: Fixture): Promise<string> {
  const result = await build({
    stdin: {
      contents: `import { verifyAll } from './scenario.ts'\n${ENDINGS[ending](JSON.stringify(fixture))}`,
      resolveDir: import.meta.dirname,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: ending === 'page' ? 'browser' : 'neutral',
    mainFields: ['module', 'main'],
    conditions: ending === 'worker' ? ['workerd', 'worker', 'import'] : ['import'],
    external: ending === 'modules' ? INSTALLED : [],
    logLevel: 'silent',
  })
  return result.outputFiles[0]?.text ?? ''
}

export async function createBundles(fixture: Fixture): Promise<Bundles> {
  const root = join(import.meta.dirname, '../../..')
  const folder = join(import.meta.dirname, '../output')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const modules = join(folder, 'scenario.mjs')
  writeFileSync(modules, await bundle('modules', fixture))
  return {
    root,
    folder,
    modules,
    worker: await bundle('worker', fixture),
    page: await bundle('page', fixture),
  }
}
