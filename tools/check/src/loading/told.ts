import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const PACKAGES = ['core', 'e-seal', 'e-license'] as const

const RUN = `
const { CORE_CODES, TrustError } = await import('@xinyin/core')
const { SEAL_CODES } = await import('@xinyin/e-seal')
const { LICENCE_CODES } = await import('@xinyin/e-license')
const silent = Object.keys({ ...CORE_CODES, ...SEAL_CODES, ...LICENCE_CODES })
  .filter((code) => new TrustError(code, undefined).message === code)
console.log(silent.join())`

/** Codes whose errors say no sentence in the built packages, with these conditions of exports. */
function silentCodes(folder: string, ...conditions: readonly string[]): readonly string[] {
  const options = conditions.map((condition) => `--conditions=${condition}`)
  const { stdout, stderr } = spawnSync(process.execPath, [...options, '--input-type=module', '-e', RUN], {
    cwd: folder,
    encoding: 'utf8',
  })
  if (stdout === '') throw new Error(stderr)
  return stdout.trim().split(',').filter(Boolean)
}

/** Export paths that do not load the sentences of their package. */
function pathsWithout(folder: string): readonly string[] {
  return PACKAGES.flatMap((name) => {
    const home = join(folder, '..', '..', 'packages', name)
    const { exports } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
      exports: Record<string, { default: string }>
    }
    return Object.values(exports)
      .map(({ default: file }) => join(home, file))
      .filter((file) => !readFileSync(file, 'utf8').includes('import "#told";'))
  })
}

/**
 * Whether errors of the built packages say their sentences, by whatever export path they come: on Node, and in pages that are
 * being developed. In others they say their codes.
 *
 * @param folder - a folder two levels below the project, from which packages are found
 */
export function checkTold(folder: string): boolean {
  const wrong = [
    ...silentCodes(folder).map((code) => `${code} says nothing`),
    ...silentCodes(folder, 'development', 'browser').map((code) => `${code} says nothing in development`),
    ...pathsWithout(folder).map((file) => `${file} tells nothing`),
    ...(silentCodes(folder, 'browser').length > 0 ? [] : ['pages load every sentence']),
  ]
  for (const line of wrong) console.log(`Failed: ${line}`)
  return wrong.length === 0
}
