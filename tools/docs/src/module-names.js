import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Converter } from 'typedoc'

const PACKAGES = join(import.meta.dirname, '../../../packages')

/** TypeDoc's names for entry points (`core/src/trust`), with those by which users import them (`@xinyin/core/trust`). */
function importNames() {
  const names = new Map()
  for (const folder of readdirSync(PACKAGES)) {
    const { name, exports } = JSON.parse(readFileSync(join(PACKAGES, folder, 'package.json'), 'utf8'))
    for (const [path, target] of Object.entries(exports)) {
      const source = target['@xinyin/source'] ?? target
      const module = source.slice(2).replace(/(\/index)?\.ts$/, '')
      names.set(`${folder}/${module}`, name + path.slice(1))
    }
  }
  return names
}

/**
 * TypeDoc names modules after their files; readers know them by what they write after `from`.
 *
 * @param {import('typedoc').Application} app
 */
export function load(app) {
  const names = importNames()
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, (context) => {
    for (const module of context.project.children ?? []) module.name = names.get(module.name) ?? module.name
  })
}
