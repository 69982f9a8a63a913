import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { JOIN_PACKAGES, JOIN_PAGE, joinPrograms } from './join.ts'
import { examples, firstExample } from './readme.ts'

const ROOT = join(import.meta.dirname, '../../..')
const PACKAGES = ['core', 'e-seal', 'e-license', 'sso', 'sandbox', 'cli']
// Valid, and no real licence's.
const IDENTIFIER = '1.2.156.3005.2.11100000MB0143028R001.11430000006122244L.TEST00000001.001.J'
const READMES = ['README.md', 'README.zh-CN.md']
/** Pages of the guide whose code needs nothing from around it, so that it is run as well. */
const COMPLETE =
  /^(catalogue|keys|cms|time-stamps|revocation|certificates|make-seals|seal-data|seal-device|seal-for-years|seal-ofd|issue|disclose|several-providers|hostile-provider|logging-out|single-page-portal|companies-and-agents|levels|verify-(portal|counter|offline))(\.zh-CN)?\.md$/

const folder = mkdtempSync(join(tmpdir(), 'xinyin-pack-'))
let passed = 0
const wrong: string[] = []

function row(name: string, program: string, ...args: string[]): boolean {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' })
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name}`)
  if (status === 0) passed += 1
  else {
    wrong.push(name)
    console.log(`${stdout}${stderr}`)
  }
  return status === 0
}

const modules = (name: string) => join(ROOT, 'node_modules', name)

/** Strict, and resolving as Node does, so that a type that only a bundler would find is missed here. */
const COMPILER = {
  compilerOptions: {
    strict: true,
    module: 'nodenext',
    target: 'es2022',
    noEmit: true,
    skipLibCheck: false,
    lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable', 'esnext.disposable'],
    types: ['node'],
    typeRoots: [modules('@types')],
  },
}

const javaScript = (code: string) =>
  ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  }).outputText

/** Puts frameworks beside the packages, as a reader of the guide installs them. */
function linkFrameworks(): void {
  for (const name of JOIN_PACKAGES) {
    const place = join(folder, 'node_modules', name)
    if (existsSync(place)) continue
    mkdirSync(dirname(place), { recursive: true })
    symlinkSync(modules(name), place)
  }
}

/** Follows the page on which a portal is joined, with each framework. */
function followJoinPage(page: string, text: string): void {
  writeFileSync(
    join(folder, 'join-visit.js'),
    javaScript(readFileSync(join(ROOT, 'tools/pack/src/join-visit.ts'), 'utf8')),
  )
  for (const { framework, code } of joinPrograms(text)) {
    writeFileSync(join(folder, 'join-program.js'), javaScript(code))
    row(`${page} is followed with ${framework}`, 'node', 'join-visit.js', 'join-program.js')
  }
}

function exportPaths(name: string): string[] {
  const file = join(folder, 'node_modules/@xinyin', name, 'package.json')
  const { exports } = JSON.parse(readFileSync(file, 'utf8')) as { exports: Record<string, unknown> }
  return Object.keys(exports).map((path) => `@xinyin/${name}${path.slice(1)}`)
}

function tryPackages(): void {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  const targets = PACKAGES.map((name) => join(ROOT, 'packages', name))
  if (!row('npm pack', 'npm', 'pack', '--silent', '--pack-destination', folder, ...targets)) return
  const tarballs = PACKAGES.map((name) => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'packages', name, 'package.json'), 'utf8')) as {
      version: string
    }
    return `./xinyin-${name}-${version}.tgz`
  })
  if (!row('npm install', 'npm', 'install', '--no-audit', '--no-fund', '--silent', ...tarballs)) return

  linkFrameworks()

  const paths = PACKAGES.flatMap(exportPaths)
  for (const path of paths)
    row(`import ${path}`, 'node', '--input-type=module', '-e', `await import('${path}')`)
  row('npx xinyin id', 'npx', '--no-install', 'xinyin', 'id', IDENTIFIER)

  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ ...COMPILER, include: ['*.ts'] }))
  writeFileSync(
    join(folder, 'all.ts'),
    paths.map((path, index) => `import * as all${index} from '${path}'\nvoid all${index}\n`).join(''),
  )
  // What a page of the guide takes from elsewhere, and no package of ours brings.
  writeFileSync(join(folder, 'elsewhere.d.ts'), "declare module 'redis'\n")
  const output = join(ROOT, 'demo-output')
  if (existsSync(output)) cpSync(output, join(folder, 'demo-output'), { recursive: true })
  for (const readme of READMES.filter((name) => existsSync(join(ROOT, name)))) {
    const text = readFileSync(join(ROOT, readme), 'utf8')
    const example = firstExample(text)
    const name = readme.replaceAll('.', '-')
    writeFileSync(join(folder, `${name}.js`), example)
    writeFileSync(join(folder, `${name}.ts`), examples(text))
    row(`the example of ${readme} runs`, 'node', `${name}.js`)
  }
  const guide = join(ROOT, 'docs/guide')
  for (const page of readdirSync(guide)) {
    const text = readFileSync(join(guide, page), 'utf8')
    const code = examples(text)
    const name = `guide-${page.replaceAll('.', '-')}`
    writeFileSync(join(folder, `${name}.ts`), code)
    if (JOIN_PAGE.test(page)) followJoinPage(page, text)
    if (!COMPLETE.test(page)) continue
    writeFileSync(join(folder, `${name}.js`), javaScript(code))
    row(`the code of ${page} runs`, 'node', `${name}.js`)
  }
  row('types, strict and nodenext', 'node', modules('typescript/bin/tsc'), '-p', '.')
}

try {
  tryPackages()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
if (wrong.length > 0) console.log(`Failed: ${wrong.join(', ')}`)
console.log(`${passed} passed, ${wrong.length} failed`)
process.exitCode = wrong.length === 0 ? 0 : 1
