import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findReach, type Reach } from './reach.ts'
import { findSites, type Site } from './sites.ts'
import { VERDICTS } from './verdict-folders.ts'
import { openWorkshop, type Runner } from './workshop.ts'

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

/** Whether tests go red without a check, and the same ones are green with it: not only because the machine is slow. */
async function isMissed(runner: Runner, number: number, files: readonly string[]): Promise<boolean> {
  for (let rest = files; rest.length > 0; ) {
    const [red] = await runner.run({ out: number, notes: undefined, files: rest }, LIMIT_MS)
    if (red === undefined) return false
    const at = rest.indexOf(red.file)
    // What ends in no file of tests (a loop without an end, an error that nobody waits for) is all of them.
    const again = at < 0 ? rest : rest.slice(at, at + 1)
    const control = await runner.run({ out: undefined, notes: undefined, files: again }, LIMIT_MS)
    if (control.length === 0) return true
    if (at < 0) return false
    rest = rest.slice(at + 1)
  }
  return false
}

const packageOf = (site: Site) => site.file.split('/').slice(0, 2).join('/')

async function takeOutAll(
  sites: readonly Site[],
  jobs: number,
): Promise<{ survivors: Site[]; sound: boolean }> {
  const survivors: Site[] = []
  let sound = true
  let done = 0
  const workshop = openWorkshop(sites)
  // A check has to be missed by the tests of its own package.
  const work = async (folder: string, queue: number[], reach: Reach) => {
    const runner = workshop.openRunner(folder)
    for (let number = queue.shift(); number !== undefined; number = queue.shift()) {
      const site = sites[number] as Site
      const files = reach.files.get(number) ?? []
      const missed = await isMissed(runner, number, files)
      const how = missed ? 'caught' : files.length === 0 ? 'UNREACHED' : 'SURVIVED'
      done += 1
      console.log(`${`${done}/${sites.length}`.padEnd(8)}${how.padEnd(10)}${place(site)}  ${site.what}`)
      if (!missed) survivors.push(site)
    }
    runner.close()
  }
  try {
    for (const folder of new Set(sites.map(packageOf))) {
      const queue = [...sites.keys()].filter((number) => packageOf(sites[number] as Site) === folder)
      const reach = await findReach(workshop, folder)
      for (const { file, message } of reach.unsound) {
        sound = false
        console.log(`Red with every check in its place, and not used: ${file}: ${message}`)
      }
      await Promise.all(Array.from({ length: jobs }, () => work(folder, queue, reach)))
    }
  } finally {
    workshop.close()
  }
  return { survivors, sound }
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
    const { survivors, sound } = await takeOutAll(sites, jobs)
    if (survivors.length > 0) {
      console.log('\nNo test missed these:')
      for (const site of survivors) console.log(`  ${place(site)}  ${site.what}`)
    }
    console.log(`${sites.length - survivors.length} passed, ${survivors.length} failed`)
    process.exitCode = survivors.length === 0 && sound ? 0 : 1
  }
}
