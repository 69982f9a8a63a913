import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findSites, type Site } from './sites.ts'
import { VERDICTS } from './verdict-folders.ts'
import { openWorkshop, type Workshop } from './workshop.ts'

const USAGE = `npm run mutate -- [${Object.keys(VERDICTS).join('|')}] [--only PATTERN] [--list] [--jobs N]

Takes each check out in turn, in a copy of the tree, and runs the tests that lean on its file.

  --only  only checks whose place or text holds PATTERN
  --list  shows the checks and runs nothing
  --jobs  how many copies work side by side (2)`

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

async function takeOutAll(sites: readonly Site[], jobs: number): Promise<Site[]> {
  const survivors: Site[] = []
  const sound = new Map<string, Promise<boolean>>()
  const queue = [...sites]
  const work = async (workshop: Workshop) => {
    for (let site = queue.shift(); site !== undefined; site = queue.shift()) {
      const holds = sound.get(site.file) ?? workshop.holds(site.file)
      sound.set(site.file, holds)
      if (!(await holds))
        throw new Error(`The tests that lean on ${site.file} fail before anything is taken out.`)
      const missed = await workshop.missed(site)
      console.log(`${missed ? 'caught  ' : 'SURVIVED'} ${place(site)}  ${site.what}`)
      if (!missed) survivors.push(site)
    }
  }
  const workshops = Array.from({ length: Math.min(jobs, sites.length) }, openWorkshop)
  try {
    await Promise.all(workshops.map(work))
  } finally {
    for (const workshop of workshops) workshop.close()
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
  const sites = names.flatMap(sitesOf).filter((site) => `${place(site)} ${site.what}`.includes(values.only))
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
