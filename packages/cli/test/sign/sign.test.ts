import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSealPicture } from '@xinyin/e-seal'
import { inspectOfd } from '@xinyin/e-seal/ofd'
import { beforeAll, describe, expect, test } from 'vitest'
import { run } from '../../src/run.ts'
import { xinyin } from '../capture.ts'
import { createDocument } from '../document.ts'
import { createHierarchy, type Hierarchy, serveHierarchy } from '../hierarchy.ts'

let ca: Hierarchy
let seal: string
let signing: string[]

const newFolder = () => mkdtempSync(join(tmpdir(), 'xinyin-sign-'))

/** A folder with so many documents, one of them below another folder. */
function createDocuments(count: number): string {
  const folder = newFolder()
  mkdirSync(join(folder, '部门'))
  for (let n = 0; n < count; n++)
    writeFileSync(join(folder, n === 0 ? '部门' : '', `${n}.ofd`), createDocument({ 'n.txt': `${n}` }))
  return folder
}

const subjectOf = async (file: string) => {
  const trust = { anchors: [], intermediates: [] }
  const { subject } = await inspectOfd(new Uint8Array(readFileSync(file)), { trust })
  if (subject === undefined) throw new Error('no package')
  return subject
}

beforeAll(async () => {
  ca = await createHierarchy()
  seal = ca.beside('公章.esl')
  const picture = ca.beside('picture.png')
  writeFileSync(picture, createSealPicture().data)
  const size = ['--picture', picture, '--width', '40', '--height', '40']
  const made = await xinyin(['seal', 'make', seal, '--ca', ca.dir, '--name', '示例省电子证照专用章', ...size])
  if (made.exit !== 0) throw new Error(made.err)
  signing = ['--seal', seal, '--key', ca.key('seal-signer')]
}, 60_000)

describe('one document', () => {
  test.each([
    [['--at', '140,200.5'], [{ page: '2', box: { x: 140, y: 200.5, width: 40, height: 40 } }]],
    [
      ['--at', '0,0', '--pages', '1-2'],
      [
        { page: '1', box: { x: 0, y: 0, width: 40, height: 40 } },
        { page: '2', box: { x: 0, y: 0, width: 40, height: 40 } },
      ],
    ],
    [
      ['--riding-seam'],
      [
        {
          page: '1',
          box: { x: 190, y: 128.5, width: 40, height: 40 },
          clip: { x: 0, y: 0, width: 20, height: 40 },
        },
        {
          page: '2',
          box: { x: 170, y: 128.5, width: 40, height: 40 },
          clip: { x: 20, y: 0, width: 20, height: 40 },
        },
      ],
    ],
    [[], []],
  ])('is sealed with %j', async (where, stamps) => {
    const out = join(newFolder(), 'out.ofd')
    const file = join(createDocuments(2), '1.ofd')
    const found = await xinyin(['sign', file, ...signing, ...where, '--out', out])
    expect(found).toEqual({ exit: 0, out: `✓ ${out}  示例省电子证照专用章`, err: '' })
    const [signature] = (await subjectOf(out)).signatures
    expect(signature?.stamps).toHaveLength(stamps.length)
    for (const [i, stamp] of stamps.entries()) expect(signature?.stamps[i]).toMatchObject(stamp)
    expect((await xinyin(['verify', out, ...ca.trust])).exit).toBe(0)
  })

  test('is sealed on a text, on left edges, and over folds', async () => {
    const folder = newFolder()
    const file = join(createDocuments(2), '1.ofd')
    const seals = [
      ['--near', '（盖章）'],
      ['--riding-seam=left', '--protect', 'continue'],
      ['--facing', '--near', '施工', '--occurrence', 'last', '--pages', '1'],
    ]
    for (const [n, where] of seals.entries()) {
      const out = join(folder, `${n}.ofd`)
      expect(await xinyin(['sign', file, ...signing, ...where, '--out', out])).toMatchObject({
        exit: 0,
        err: '',
      })
    }
    const stampsOf = async (n: number) => (await subjectOf(join(folder, `${n}.ofd`))).signatures[0]?.stamps
    expect((await stampsOf(0))?.map(({ page }) => page)).toEqual(['2'])
    expect((await stampsOf(1))?.[0]?.box.x).toBe(-20)
    expect(await stampsOf(2)).toHaveLength(3)
  })

  test('is signed without a seal', async () => {
    const folder = newFolder()
    const file = join(createDocuments(2), '1.ofd')
    for (const form of ['attributes', 'content']) {
      const out = join(folder, `${form}.ofd`)
      const argv = ['sign', file, '--type', 'sign', '--form', form, ...ca.as('seal-signer'), '--out', out]
      expect(await xinyin(argv)).toMatchObject({ exit: 0, err: '' })
      expect((await subjectOf(out)).signatures.map(({ type }) => type)).toEqual(['Sign'])
      expect((await xinyin(['verify', out, ...ca.trust])).exit).toBe(0)
    }
  })

  test('is sealed with a time stamp', async () => {
    const served = await serveHierarchy(ca.dir, '--port', String(ca.port))
    const out = join(newFolder(), 'out.ofd')
    const file = join(createDocuments(2), '1.ofd')
    try {
      const argv = ['sign', file, ...signing, '--time-stamp', `http://127.0.0.1:${ca.port}/tsa`, '--out', out]
      expect(await xinyin(argv)).toMatchObject({ exit: 0, err: '' })
    } finally {
      await served.close()
    }
    const { out: said, exit } = await xinyin(['verify', out, ...ca.trust, '-v'])
    expect(exit).toBe(0)
    expect(said).toMatch(/✓ signature\.time-stamp/)
    const refused = await xinyin([
      'sign',
      file,
      ...signing,
      '--time-stamp',
      'http://127.0.0.1:9/',
      '--out',
      `${out}2`,
    ])
    expect(refused.exit).toBe(1)
    expect(existsSync(`${out}2`)).toBe(false)
  })

  test('is not written in place of another, unless asked to', async () => {
    const file = join(createDocuments(2), '1.ofd')
    const before = readFileSync(file)
    const refused = await xinyin(['sign', file, ...signing, '--out', file])
    expect(refused.exit).toBe(3)
    expect(refused.err).toContain('ERR_OUTPUT_EXISTS')
    expect(readFileSync(file)).toEqual(before)
    expect((await xinyin(['sign', file, ...signing, '--out', file, '--force'])).exit).toBe(0)
    expect((await subjectOf(file)).signatures).toHaveLength(1)
    expect(readdirSync(join(file, '..')).sort()).toEqual(['1.ofd', '部门'])
  })

  test('is sealed again only where an earlier seal leaves room', async () => {
    const folder = newFolder()
    const file = join(createDocuments(2), '1.ofd')
    const [one, two, three] = ['1', '2', '3'].map((name) => join(folder, name)) as [string, string, string]
    await xinyin(['sign', file, ...signing, '--protect', 'continue', '--out', one])
    expect((await xinyin(['sign', one, ...signing, '--out', two])).exit).toBe(0)
    const closed = await xinyin(['sign', two, ...signing, '--out', three])
    expect(closed).toMatchObject({ exit: 1, out: '' })
    expect(closed.err).toContain('ERR_OFD_CLOSED')
    expect(existsSync(three)).toBe(false)
  })

  test.each([
    [['--out', 'x'], 'ERR_OPTION_MISSING', ['--key', 'k']],
    [[], 'ERR_OPTION_MISSING', undefined],
    [['--out', 'x', '--in-place'], 'ERR_OPTION_MISSING', undefined],
    [['--out', 'x', '--pages', '1'], 'ERR_OPTION_MISSING', undefined],
    [['--out', 'x', '--occurrence', 'last'], 'ERR_OPTION_MISSING', undefined],
    [['--out', 'x', '--type', 'sign'], 'ERR_SIGN_INVISIBLE', undefined],
    [['--out', 'x', '--form', 'content'], 'ERR_OPTION_MISSING', undefined],
    [['--out', 'x', '--at', '500,1'], 'ERR_ARGUMENT', undefined],
    [['--out', 'x', '--document', '2'], 'ERR_ARGUMENT', undefined],
    [['--out', 'x', '--time-stamp', 'ftp://a/'], 'ERR_URL', undefined],
    [['--out', join('no', 'such', 'folder', 'x')], 'ERR_FILE_UNWRITABLE', undefined],
  ])('is not sealed with %j: %s', async (argv, code, key) => {
    const file = join(createDocuments(2), '1.ofd')
    const found = await xinyin(['sign', file, ...(key ?? signing), ...argv])
    expect(found).toMatchObject({ exit: 3, out: '' })
    expect(found.err).toContain(code)
    expect(existsSync('x')).toBe(false)
  })

  test.each([
    ['--pages', '0'],
    ['--pages', '3-1'],
    ['--pages', '1,'],
    ['--at', '5'],
    ['--at', '5,x'],
    ['--occurrence', '0'],
    ['--riding-seam=middle', ''],
  ])('has no place by %s %s', async (...argv) => {
    const found = await xinyin([
      'sign',
      'a.ofd',
      ...signing,
      '--out',
      'x',
      ...argv.filter((each) => each !== ''),
    ])
    expect(found.exit).toBe(3)
    expect(found.err).toContain(argv[0]?.split('=')[0])
  })

  test('and a foreign key does not seal', async () => {
    const file = join(createDocuments(2), '1.ofd')
    const found = await xinyin([
      'sign',
      file,
      '--seal',
      seal,
      '--key',
      ca.key('document-signer'),
      '--out',
      'x',
    ])
    expect(found.exit).toBe(1)
    expect(found.err).toContain('ERR_SIGNER_NOT_LISTED')
  })
})

describe('many documents', () => {
  test('of a folder go into another, under the same paths, each once', async () => {
    const folder = createDocuments(4)
    writeFileSync(join(folder, 'notes.txt'), 'no document')
    symlinkSync(join(folder, '1.ofd'), join(folder, 'link.ofd'))
    const out = join(newFolder(), 'out')
    const argv = ['--lang', 'en', 'sign', folder, ...signing, '--protect', 'continue', '--out', out]
    expect(await xinyin(argv)).toEqual({
      exit: 0,
      out: '✓ 1.ofd\n✓ 2.ofd\n✓ 3.ofd\n✓ 部门/0.ofd\n  4 signed',
      err: '',
    })
    expect(readdirSync(out).sort()).toEqual(['.xinyin-sign.journal', '1.ofd', '2.ofd', '3.ofd', '部门'])
    const before = readFileSync(join(out, '部门/0.ofd'))
    const again = await xinyin(argv)
    expect(again).toMatchObject({ exit: 0, err: '' })
    expect(again.out).toMatch(/4 signed earlier$/)
    expect(readFileSync(join(out, '部门/0.ofd'))).toEqual(before)
    for (const name of ['1.ofd', '部门/0.ofd'])
      expect((await subjectOf(join(out, name))).signatures).toHaveLength(1)
  })

  test('go on where one cannot be sealed, and say why', async () => {
    const folder = createDocuments(3)
    writeFileSync(join(folder, '坏.ofd'), 'broken')
    const argv = ['sign', folder, ...signing, '--out', newFolder()]
    const found = await xinyin(['--lang', 'zh-CN', ...argv])
    expect(found.exit).toBe(1)
    expect(found.out).toMatch(/^✗ 坏\.ofd {2}.*\(ERR_ZIP_STRUCTURE\)$/m)
    expect(found.out).toMatch(/本次签署 3 个，失败 1 个$/)
    const lines = (await xinyin([...argv, '--json'])).out.split('\n').map((line) => JSON.parse(line))
    expect(lines.map(({ file, outcome, code }) => [file, outcome, code])).toEqual([
      ['1.ofd', 'sealed-earlier', undefined],
      ['2.ofd', 'sealed-earlier', undefined],
      ['坏.ofd', 'failed', 'ERR_ZIP_STRUCTURE'],
      ['部门/0.ofd', 'sealed-earlier', undefined],
    ])
  })

  test('are replaced in place, and not sealed again', async () => {
    const folder = createDocuments(2)
    const copy = newFolder()
    cpSync(folder, copy, { recursive: true })
    const argv = ['sign', folder, ...signing, '--protect', 'continue', '--in-place']
    expect((await xinyin(argv)).exit).toBe(0)
    expect((await xinyin(argv)).out).toMatch(/^ {2}.*2/m)
    expect((await subjectOf(join(folder, '1.ofd'))).signatures).toHaveLength(1)
    // Files that are named one by one have no folder for a journal.
    const files = [join(copy, '1.ofd'), join(copy, '部门', '0.ofd')]
    const named = ['--lang', 'en', 'sign', ...files, ...signing, '--protect', 'continue', '--in-place']
    expect((await xinyin(named)).out).toBe('✓ 1.ofd\n✓ 部门/0.ofd\n  2 signed')
    const refused = await xinyin(named)
    expect(refused.exit).toBe(1)
    expect(refused.out.match(/ERR_BATCH_SEALED_BEFORE/g)).toHaveLength(2)
    expect((await xinyin([...named, '--again'])).exit).toBe(0)
    expect((await subjectOf(files[0] as string)).signatures).toHaveLength(2)
  })

  test('are not signed by the journal of another batch', async () => {
    const folder = createDocuments(2)
    const out = newFolder()
    await xinyin(['sign', folder, ...signing, '--out', out])
    const other = await xinyin(['sign', folder, ...signing, '--at', '1,1', '--out', out])
    expect(other).toMatchObject({ exit: 1, out: '' })
    expect(other.err).toContain('ERR_BATCH_OTHER_SETTINGS')
  })

  test('end when they are told to, and go on from there', async () => {
    const folder = createDocuments(3)
    const out = newFolder()
    const end = new AbortController()
    end.abort()
    const said: string[] = []
    const argv = ['--lang', 'en', 'sign', folder, ...signing, '--out', out]
    const terminal = {
      out: (line: string) => said.push(line),
      err: () => undefined,
      color: false,
      environment: {},
    }
    expect(await run(argv, { ...terminal, signal: end.signal })).toBe(2)
    expect(said.at(-1)).toBe('  3 not yet tried')
    expect(await run(argv, terminal)).toBe(0)
    expect(said.at(-1)).toBe('  3 signed')
  })

  test('that are results are no documents to be signed', async () => {
    const folder = createDocuments(2)
    const argv = ['--lang', 'en', 'sign', folder, ...signing, '--out', join(folder, 'signed')]
    expect((await xinyin(argv)).out).toMatch(/ {2}2 signed$/)
    expect((await xinyin(argv)).out).toMatch(/ {2}2 signed earlier$/)
  })

  test('are signed without a seal', async () => {
    const folder = createDocuments(2)
    const out = newFolder()
    const argv = ['sign', folder, '--type', 'sign', ...ca.as('seal-signer'), '--out', out]
    expect((await xinyin(argv)).exit).toBe(0)
    expect((await subjectOf(join(out, '1.ofd'))).signatures.map(({ type }) => type)).toEqual(['Sign'])
  })

  test('are there', async () => {
    const empty = await xinyin(['sign', newFolder(), ...signing, '--out', 'x'])
    expect(empty).toMatchObject({ exit: 3, out: '' })
    expect(empty.err).toContain('ERR_SIGN_NONE')
    const missing = await xinyin(['sign', join(newFolder(), 'none.ofd'), ...signing, '--out', 'x'])
    expect(missing.exit).toBe(3)
    expect(missing.err).toContain('ERR_FILE_MISSING')
  })
})
