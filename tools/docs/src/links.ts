import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PACKAGES, ROOT } from './catalogues.ts'

const LINK = /\[[^\]]*\]\(([^)\s#]+)(?:#[^)]*)?\)/g

function pages(): string[] {
  const docs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).map(
    (name) => `docs/${name}`,
  )
  const root = readdirSync(ROOT)
  const packages = PACKAGES.map((name) => `packages/${name}/README.md`)
  return [...docs, ...root, ...packages].filter((name) => name.endsWith('.md')).sort()
}

/** Links from one page to another file of the repository that is not there. */
export function brokenLinks(): string[] {
  return pages().flatMap((page) => {
    const text = readFileSync(join(ROOT, page), 'utf8')
    return [...text.matchAll(LINK)]
      .map(([, target = '']) => target)
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => !existsSync(join(ROOT, dirname(page), decodeURI(target))))
      .map((target) => `${page} links to ${target}, which is not there`)
  })
}
