import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { reachOf } from './reach.ts'
import { findSites, type Site } from './sites.ts'
import { VERDICTS } from './verdict-folders.ts'
import { openWorkshop } from './workshop.ts'

const USAGE = `npm run mutate -- [${Object.keys(VERDICTS).join('|')}] [--only PATTERN] [--list] [--jobs N]

Takes each check out in turn, in a copy of the tree, and runs the tests that come to it.

  --only  only checks whose place or text holds PATTERN; several patterns are parted by commas
  --list  shows the checks and runs nothing
  --jobs  how many run side by side (2)`

const ROOT = join(import.meta.dirname, '../../..')
const place = (site: Site) => `${site.file}:${site.line}`

function sitesOf(name: string): Site[] {
  const verdicts = VERDICTS[name]
  if (verdicts === undefined) throw new RangeError(`No such package: ${name}`)
  return verdicts.folders.flatMap((folder) => {
    const path = join(ROOT, 'packages', name, 'src', folder)
    if (!existsSync(path)) return []
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .sort()
      .flatMap((file) => {
        const relative = `packages/${name}/src/${folder}/${file}`
        const text = readFileSync(join(ROOT, relative), 'utf8')
        return findSites(relative, text, verdicts.answersFalse.includes(folder))
      })
  })
}

/** A check that is taken out may leave a loop without an end. */
const LIMIT_MS = 120_000

const packageOf = (site: Site) => site.file.split('/').slice(0, 2).join('/')

async function takeOutAll(sites: readonly Site[], jobs: number): Promise<Site[]> {
  const survivors: Site[] = []
  const workshop = openWorkshop(sites)
  // A check has to be missed by the tests of its own package.
  const work = async (folder: string, queue: number[], reach: ReadonlyMap<number, string[]>) => {
    const runner = workshop.openRunner(folder)
    for (let number = queue.shift(); number !== undefined; number = queue.shift()) {
      const site = sites[number] as Site
      const files = reach.get(number) ?? []
      const red = await runner.run({ out: number, notes: undefined, files }, LIMIT_MS)
      const how = red === undefined ? (files.length === 0 ? 'UNREACHED' : 'SURVIVED ') : 'caught   '
      console.log(`${how} ${place(site)}  ${site.what}`)
      if (red === undefined) survivors.push(site)
    }
    runner.close()
  }
  try {
    for (const folder of new Set(sites.map(packageOf))) {
      const queue = [...sites.keys()].filter((number) => packageOf(sites[number] as Site) === folder)
      const reach = await reachOf(workshop, folder)
      await Promise.all(Array.from({ length: jobs }, () => work(folder, queue, reach)))
    }
  } finally {
    workshop.close()
  }
  return survivors
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    list: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '2' },
    help: { type: 'boolean', default: false },
  },
})
const names = positionals.length > 0 ? positionals : Object.keys(VERDICTS)
const jobs = Number(values.jobs)
if (values.help || !(jobs >= 1) || names.some((name) => !(name in VERDICTS))) {
  console.log(USAGE)
  process.exitCode = values.help ? 0 : 2
} else {
  const patterns = values.only.split(',')
  const sites = names
    .flatMap(sitesOf)
    .filter((site) => patterns.some((pattern) => `${place(site)} ${site.what}`.includes(pattern)))
  if (values.list) {
    for (const site of sites) console.log(`${place(site)}  ${site.what}`)
    console.log(`${sites.length} checks`)
  } else {
    const survivors = await takeOutAll(sites, jobs)
    if (survivors.length > 0) {
      console.log('\nNo test missed these:')
      for (const site of survivors) console.log(`  ${place(site)}  ${site.what}`)
    }
    console.log(`${sites.length - survivors.length} passed, ${survivors.length} failed`)
    process.exitCode = survivors.length === 0 ? 0 : 1
  }
}
