import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createIdentifier } from '@xinyin/e-license'
import { EXAMPLE_CATALOGUE } from '@xinyin/e-license/catalogue'
import { SAMPLE_LICENCES } from '@xinyin/e-license/faces'
import { afterEach, describe, expect, test } from 'vitest'
import { xinyin } from './capture.ts'
import { createDocument } from './document.ts'
import { freePort, serveHierarchy } from './hierarchy.ts'

const GUIDE = join(import.meta.dirname, '../../../docs/guide')
const START = process.cwd()

/** A command as it stands on a page, and the line that follows it: how what it prints begins. */
interface Shown {
  readonly command: string
  readonly says: string | undefined
}

function commandsOf(page: string): Shown[] {
  const blocks = [...page.matchAll(/^```console\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block)
  return blocks.flatMap((block) => {
    const lines = block.trimEnd().split('\n')
    return lines.flatMap((line, i): Shown[] => {
      const next = lines[i + 1]
      const says = next?.startsWith('$ ') === false ? next : undefined
      return line.startsWith('$ ') ? [{ command: line.slice(2), says }] : []
    })
  })
}

const readPage = (name: string) => readFileSync(join(GUIDE, name), 'utf8')

afterEach(() => process.chdir(START))

/** The catalogue with one wrong character, and the batch with one wrong check character. */
function writeCatalogueFiles(): void {
  const types = EXAMPLE_CATALOGUE.types.map((type) => ({ ...type, name: type.name.replace('执业', '职业') }))
  writeFileSync('draft.json', JSON.stringify({ ...EXAMPLE_CATALOGUE, types }))
  const rows = ['1', '2'].map((serial) => {
    const parts = { typeCode: '11100000MB0143028R001', issuerCode: '11430000006122244L', serial }
    const identifier = createIdentifier(parts)
    return [
      ...['营业执照', parts.typeCode, serial, serial === '2' ? `${identifier.slice(0, -1)}X` : identifier],
      ...[
        '示例省市场监督管理局',
        parts.issuerCode,
        '2026-05-22',
        '示例有限公司',
        '91990100MA990001X7',
        '001',
      ],
      ...['有限责任公司', '示例', '100 万元', '2026-05-22', '示例路 1 号', '软件开发'],
    ]
  })
  const names = 'ZZMC,ZZLXDM,ZZBH,ZZBS,ZZBFJG,ZZBFJGDM,ZZBFRQ,CZZT,CZZTDM,CZZTDMLXDM'.split(',')
  const items = ['LX', 'FDDBR', 'ZCZB', 'CLRQ', 'ZS', 'JYFW'].map((name) => `KZ_${name}`)
  writeFileSync('batch.csv', [[...names, ...items], ...rows].map((cells) => cells.join(',')).join('\n'))
}

/** A permit, the same with two faults, who stands at the window, and a version that is newer. */
function writeLicenceFiles(): void {
  const permit = SAMPLE_LICENCES.constructionPermit
  const { typeCode, issuers, identifier } = permit
  const [issuer] = issuers
  const serial = identifier.split('.')[7] ?? ''
  const newest = createIdentifier({ typeCode, issuerCode: issuer?.code ?? '', serial, version: 2 })
  const faults = { identifier: `${identifier.slice(0, -1)}A`, issuedOn: '2026-02-30' }
  writeFileSync('permit.json', JSON.stringify(permit))
  writeFileSync('faulty.json', JSON.stringify({ ...permit, ...faults }))
  writeFileSync('holder.txt', '测试甲\n11010519491231002X\n')
  writeFileSync('newest.txt', `${newest}\n`)
}

/** Runs a page from its top to its end, in a folder of its own and at a port that is free. */
async function runPage(name: string): Promise<number> {
  const port = String(await freePort())
  process.chdir(mkdtempSync(join(tmpdir(), 'xinyin-guide-')))
  // The documents that a page on sealing begins with.
  writeFileSync('permit.ofd', createDocument())
  mkdirSync('incoming')
  for (const name of ['1', '2']) writeFileSync(`incoming/${name}.ofd`, createDocument({ 'n.txt': name }))
  writeCatalogueFiles()
  writeLicenceFiles()
  let served: Awaited<ReturnType<typeof serveHierarchy>> | undefined
  const shown = commandsOf(readPage(name).replaceAll('8866', port))
  for (const { command, says } of shown) {
    const [program = '', ...argv] = command.split(' ')
    if (program === 'openssl') {
      if (spawnSync(program, argv).status !== 0) throw new Error(`${command}: failed`)
      continue
    }
    expect([program, argv.shift()]).toEqual(['npx', 'xinyin'])
    if (argv.includes('serve')) {
      served = await serveHierarchy('ca')
      continue
    }
    const isInit = argv.includes('init')
    const found = await xinyin(isInit ? [...argv, '--port', port] : argv)
    const expected = says?.startsWith('✗') ? 1 : says?.startsWith('?') ? 2 : 0
    expect({
      command,
      exit: found.exit,
      err: expected === 0 && !/decrypt/.test(command) ? found.err : '',
    }).toEqual({
      command,
      exit: expected,
      err: '',
    })
    expect(found.out.startsWith(says ?? '')).toBe(true)
  }
  expect(await served?.close()).toBe(served === undefined ? undefined : 0)
  return shown.length
}

/** Seals are drawn with it. */
const hasFont = existsSync('/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc')
const hasOpenssl = spawnSync('openssl', ['version']).status === 0

describe('what the guide shows is what happens', () => {
  test.skipIf(!hasOpenssl).each(['certificates.md', 'certificates.zh-CN.md'])('%s', async (name) => {
    expect(await runPage(name)).toBeGreaterThan(15)
  })

  test.each(['trust-lists.md', 'trust-lists.zh-CN.md'])('%s', async (name) => {
    expect(await runPage(name)).toBeGreaterThan(7)
  })

  test.each(['catalogue.md', 'catalogue.zh-CN.md'])('%s', async (name) => {
    expect(await runPage(name)).toBe(6)
  })

  test.skipIf(!hasFont).each(['seal-shell.md', 'seal-shell.zh-CN.md'])(
    '%s',
    async (name) => {
      expect(await runPage(name)).toBeGreaterThan(18)
    },
    120_000,
  )

  test.skipIf(!hasFont).each(['licence-shell.md', 'licence-shell.zh-CN.md'])(
    '%s',
    async (name) => {
      expect(await runPage(name)).toBe(14)
    },
    120_000,
  )

  test.each(['certificates', 'trust-lists', 'seal-shell', 'licence-shell', 'catalogue'])(
    'both languages of %s show the same commands',
    (name) => {
      const english = commandsOf(readPage(`${name}.md`)).map(({ command }) => command)
      const chinese = commandsOf(readPage(`${name}.zh-CN.md`)).map(({ command }) =>
        command.replace('--lang zh-CN ', ''),
      )
      expect(chinese).toEqual(english)
    },
  )
})
