import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PACKAGES, ROOT } from './catalogues.ts'

const PAGE = 'docs/decisions/dependencies.md'

/** Runtime dependencies, those of a package's users among them, that have no line in the decision, and lines for what is no dependency any more. */
export function undecidedDependencies(): string[] {
  const used = new Map<string, string[]>()
  for (const name of PACKAGES) {
    const { dependencies = {}, peerDependencies = {} } = JSON.parse(
      readFileSync(join(ROOT, 'packages', name, 'package.json'), 'utf8'),
    ) as { dependencies?: Record<string, string>; peerDependencies?: Record<string, string> }
    for (const dependency of [...Object.keys(dependencies), ...Object.keys(peerDependencies)]) {
      if (!dependency.startsWith('@xinyin/')) used.set(dependency, [...(used.get(dependency) ?? []), name])
    }
  }
  const rows = [...readFileSync(join(ROOT, PAGE), 'utf8').matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm)]
  const decided = new Map(rows.map(([, dependency = '', users = '']) => [dependency, users]))
  const undecided = [...used].flatMap(([dependency, users]) =>
    users
      .filter((name) => !decided.get(dependency)?.includes(name))
      .map((name) => `${PAGE} has no line for ${dependency} in ${name}`),
  )
  const stale = [...decided.keys()].filter((dependency) => !used.has(dependency))
  return [
    ...undecided,
    ...stale.map((dependency) => `${PAGE} has a line for ${dependency}, which nothing uses`),
  ]
}
