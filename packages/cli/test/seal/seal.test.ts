import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSealPicture, parsePicture, parseSeal } from '@xinyin/e-seal'
import { SEAL_STATUS_REASONS } from '@xinyin/e-seal/status'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findFont } from '../../src/seal/font.ts'
import { splitName } from '../../src/seal/picture.ts'
import { REASONS } from '../../src/seal/reasons.ts'
import { xinyin } from '../capture.ts'
import { createHierarchy, type Hierarchy, serveHierarchy } from '../hierarchy.ts'

const NAME = '示例省电子证照专用章'
const NOTO = '/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc'
let ca: Hierarchy
let picture: string[]
let at: (name: string) => string

beforeAll(async () => {
  ca = await createHierarchy()
  const file = ca.beside('picture.png')
  writeFileSync(file, createSealPicture().data)
  picture = ['--picture', file]
}, 60_000)

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'xinyin-seal-'))
  at = (name) => join(folder, name)
})

const make = (name: string, ...more: string[]) =>
  xinyin(['seal', 'make', at(name), '--ca', ca.dir, '--name', NAME, ...picture, ...more])

const readSeal = (name: string) => parseSeal(new Uint8Array(readFileSync(at(name))))

describe('make', () => {
  test.each([
    ['v1', 'GM/T 0031-2014'],
    ['v4', 'GB/T 38540-2020'],
    ['v5', 'GM/T 0031-2025'],
  ])('makes a seal of %s, which passes', async (form, text) => {
    const found = await make('a.esl', '--form', form, '--type', '3', '--days', '90')
    expect(found).toMatchObject({ exit: 0, err: '' })
    expect(found.out).toMatch(/^✓ .*a\.esl {2}示例省电子证照专用章 · 40 × 40 mm · → \d{4}-\d\d-\d\d$/)
    const { form: made, info } = readSeal('a.esl')
    expect([made, info.name, info.type, info.picture.width]).toEqual([text, NAME, 3, 40])
    expect(info.validTo.getTime() - info.validFrom.getTime()).toBe(90 * 24 * 60 * 60 * 1000)
    expect((await xinyin(['verify', at('a.esl'), ...ca.trust])).exit).toBe(0)
  })

  test('for those whose certificates are named, as digests where that is asked for', async () => {
    await make('a.esl', '--signer', ca.certificate('document-signer'), '--digests')
    expect(readSeal('a.esl').info.signers).toMatchObject({ kind: 'digests', digests: [{ type: 'SM3' }] })
  })

  test('with the key of any maker, whose register is his own', async () => {
    const own = ['--name', NAME, ...picture, '--signer', ca.certificate('seal-signer')]
    const found = await xinyin(['seal', 'make', at('a.esl'), ...ca.as('seal-maker'), ...own])
    expect(found).toMatchObject({ exit: 0, err: '' })
    const unknown = await xinyin(['seal', 'status', at('a.esl'), '--ca', ca.dir])
    expect(unknown).toMatchObject({ exit: 3, out: '' })
    expect(unknown.err).toContain('ERR_SEAL_UNREGISTERED')
  })

  test('not in place of a file, unless asked to', async () => {
    writeFileSync(at('a.esl'), 'before')
    const refused = await make('a.esl')
    expect(refused.exit).toBe(3)
    expect(refused.err).toContain('ERR_OUTPUT_EXISTS')
    expect(readFileSync(at('a.esl'), 'utf8')).toBe('before')
    expect((await make('a.esl', '--force')).exit).toBe(0)
  })

  test.each([
    [['--name', NAME, '--request', 'x'], 'ERR_OPTION_MISSING'],
    [[], 'ERR_OPTION_MISSING'],
    [['--request', 'x', '--ca', 'nowhere'], 'ERR_CA_FOLDER'],
    [['--name', NAME], 'ERR_KEY_NOT_GIVEN'],
  ])('takes more than %j', async (argv, code) => {
    const found = await xinyin(['seal', 'make', at('a.esl'), ...argv])
    expect(found).toMatchObject({ exit: 3, out: '' })
    expect(found.err).toContain(code)
    expect(existsSync(at('a.esl'))).toBe(false)
  })

  test.each([
    [['--signer', 'MAKER'], 'ERR_ARGUMENT'],
    [['--form', 'v1', '--digests'], 'ERR_ARGUMENT'],
    [['--time-stamp', 'http://127.0.0.1:9/'], 'ERR_ARGUMENT'],
  ])('refuses %j', async (argv, code) => {
    const maker = ca.certificate('seal-maker')
    const found = await make('a.esl', ...argv.map((each) => (each === 'MAKER' ? maker : each)))
    expect(found).toMatchObject({ exit: 3, out: '' })
    expect(found.err).toContain(code)
    expect(existsSync(at('a.esl'))).toBe(false)
  })

  test('takes no picture that is none, or of which nobody says how large it is', async () => {
    writeFileSync(at('none.png'), 'no picture')
    const argv = ['seal', 'make', at('a.esl'), '--ca', ca.dir, '--name', NAME]
    expect((await xinyin([...argv, '--picture', at('none.png')])).err).toContain('ERR_PICTURE_FORMAT')
    writeFileSync(at('plain.gif'), Buffer.from('R0lGODlhAQABAIAAAP8AAAAAACwAAAAAAQABAAACAkQBADs=', 'base64'))
    const sized = [...argv, '--picture', at('plain.gif')]
    expect((await xinyin(sized)).err).toContain('ERR_SEAL_PICTURE_SIZE')
    expect((await xinyin([...sized, '--width', '30', '--height', '20'])).exit).toBe(0)
    expect(readSeal('a.esl').info.picture).toMatchObject({ type: 'gif', width: 30, height: 20 })
  })
})

describe('a picture that is drawn', () => {
  test.skipIf(!existsSync(NOTO)).each([
    [['--code', '3301000012345'], 42, 42],
    [['--shape', 'oval'], 40, 30],
    [['--shape', 'square', '--width', '50', '--height', '20'], 50, 20],
    [['--shape', 'name', '--width', '20'], 20, 20],
  ])('%j has %i × %i mm', async (argv, width, height) => {
    const name = argv.includes('name') ? '张三之印' : NAME
    const found = await xinyin(['seal', 'make', at('a.esl'), '--ca', ca.dir, '--name', name, ...argv])
    expect(found).toMatchObject({ exit: 0, err: '' })
    const { info } = readSeal('a.esl')
    expect(info.picture).toMatchObject({ type: 'png', width, height })
    expect(parsePicture(info.picture.data)).toMatchObject({ format: 'png', transparent: true })
  })

  test('needs a font, and says so', async () => {
    await expect(findFont(undefined, ['/no/such/font.ttc'])).rejects.toMatchObject({ code: 'ERR_SEAL_FONT' })
    const argv = ['seal', 'make', at('a.esl'), '--ca', ca.dir, '--name', NAME, '--font']
    const missing = await xinyin([...argv, at('none.ttf')])
    expect(missing.err).toContain('ERR_FILE_MISSING')
    writeFileSync(at('broken.ttf'), 'no font')
    expect((await xinyin([...argv, at('broken.ttf')])).err).toContain('ERR_FONT_')
  })

  test.each([
    ['杭州市城乡建设委员会电子证照专用章', {}, '杭州市城乡建设委员会', '电子证照专用章'],
    ['示例建设有限公司合同专用章', {}, '示例建设有限公司', '合同专用章'],
    ['示例市人民政府公章', {}, '示例市人民政府', undefined],
    ['示例市人民政府', {}, '示例市人民政府', undefined],
    ['专用章', {}, '专用章', '专用章'],
    ['某章', { office: '甲', purpose: '乙' }, '甲', '乙'],
  ])('of %s with %j has the texts %s and %s', (name, given, office, purpose) => {
    expect(splitName(name, given)).toEqual({ office, purpose })
  })
})

describe('show', () => {
  test('says what a seal says of itself, and gives its picture', async () => {
    await make('a.esl')
    const { exit, out } = await xinyin([
      '--lang',
      'en',
      'seal',
      'show',
      at('a.esl'),
      '--picture',
      at('a.png'),
    ])
    expect(exit).toBe(0)
    for (const text of [
      NAME,
      'GB/T 38540-2020 (4)',
      'png, 40 × 40 mm',
      'CN=示例省电子印章中心',
      'SM2 with SM3',
    ])
      expect(out).toContain(text)
    expect(new Uint8Array(readFileSync(at('a.png')))).toEqual(createSealPicture().data)
    const again = await xinyin(['seal', 'show', at('a.esl'), '--picture', at('a.png')])
    expect(again.exit).toBe(3)
    expect(again.err).toContain('ERR_OUTPUT_EXISTS')
  })

  test('in Chinese, and as JSON', async () => {
    await make('a.esl')
    expect((await xinyin(['--lang', 'zh-CN', 'seal', 'show', at('a.esl')])).out).toMatch(
      /印章标识 +[0-9a-f]{32}/,
    )
    const { out } = await xinyin(['--lang', 'en', 'seal', 'show', at('a.esl'), '--json'])
    const said = JSON.parse(out)
    expect([said.kind, said.rows[0]]).toEqual(['seal', { label: 'Name', value: NAME }])
  })

  test('fails for what is no seal', async () => {
    writeFileSync(at('none.esl'), 'no seal')
    writeFileSync(at('empty.esl'), '')
    expect(await xinyin(['seal', 'show', at('none.esl')])).toMatchObject({ exit: 1, out: '' })
    expect((await xinyin(['seal', 'show', at('empty.esl')])).err).toContain('ERR_FILE_EMPTY')
    expect((await xinyin(['seal', 'show', at('missing.esl')])).exit).toBe(3)
  })
})

describe('request', () => {
  const request = (name: string, ...more: string[]) =>
    xinyin(['seal', 'request', at(name), ...ca.as('seal-signer'), ...picture, ...more])
  const grant = (name: string, out: string, ...more: string[]) =>
    xinyin(['--lang', 'en', 'seal', 'make', at(out), '--ca', ca.dir, '--request', at(name), ...more])

  test('is reviewed, and granted once', async () => {
    const name = '示例省行政审批专用章'
    expect(await request('a.jws', '--name', name, '--applicant', '示例省住建厅')).toMatchObject({
      exit: 0,
      err: '',
    })
    expect((await grant('a.jws', 'a.esl')).exit).toBe(0)
    expect(readSeal('a.esl').info.name).toBe(name)
    expect((await xinyin(['verify', at('a.esl'), ...ca.trust])).exit).toBe(0)
    const again = await grant('a.jws', 'b.esl')
    expect(again.exit).toBe(1)
    expect(again.out).toMatch(/^✗ failed .* request for a seal · 示例省行政审批专用章/)
    expect(existsSync(at('b.esl'))).toBe(false)
  })

  test('for a name that is somebody else’s waits for who knows', async () => {
    await request('a.jws', '--name', '另一省公章')
    expect(await grant('a.jws', 'a.esl')).toMatchObject({ exit: 2, err: '' })
    expect(existsSync(at('a.esl'))).toBe(false)
    expect((await grant('a.jws', 'a.esl', '--accept-name')).exit).toBe(0)
  })

  test('that was changed is refused', async () => {
    await request('a.jws', '--name', '示例省财务专用章')
    const text = readFileSync(at('a.jws'), 'utf8')
    writeFileSync(at('a.jws'), `${text.slice(0, -10)}AAAA${text.slice(-6)}`)
    expect((await grant('a.jws', 'a.esl')).exit).toBe(1)
  })
})

describe('status', () => {
  const told = (name: string, ...more: string[]) =>
    xinyin(['--lang', 'en', 'seal', 'status', at(name), ...ca.trust, ...more])
  const change = (name: string, ...more: string[]) =>
    xinyin(['--lang', 'en', 'seal', 'status', at(name), '--ca', ca.dir, ...more])
  const list = () => ['--seal-status', join(ca.dir, 'lists', 'seal-status.jws')]

  test('is told by the list, until the maker changes it', async () => {
    await make('a.esl')
    expect((await change('a.esl')).out).toMatch(/ {2}valid$/)
    const good = await told('a.esl', ...list())
    expect(good).toMatchObject({ exit: 0, err: '' })
    expect(good.out).toMatch(/^✓ passed .* · valid\n/)
    expect((await change('a.esl', '--revoke', '--reason', 'office-closed')).out).toMatch(
      /withdrawn since .*Z$/,
    )
    const bad = await told('a.esl', ...list())
    expect(bad.exit).toBe(1)
    expect(bad.out).toContain('ERR_SEAL_REVOKED')
    expect((await xinyin(['verify', at('a.esl'), ...ca.trust, ...list()])).exit).toBe(1)
    // For good.
    const back = await change('a.esl', '--resume')
    expect(back).toMatchObject({ exit: 3, out: '' })
  })

  test('is told by the service, to which the seal points', async () => {
    await make('a.esl')
    const served = await serveHierarchy(ca.dir, '--port', String(ca.port))
    try {
      const online = ['--online', '--allow', `127.0.0.1:${ca.port}`]
      expect((await told('a.esl', ...online)).exit).toBe(0)
      await change('a.esl', '--suspend')
      const suspended = await told('a.esl', ...online)
      expect(suspended.exit).toBe(1)
      expect(suspended.out).toContain('ERR_SEAL_SUSPENDED')
      expect(
        (await xinyin(['verify', at('a.esl'), ...ca.trust, ...online, '--require-seal-status'])).exit,
      ).toBe(1)
      const answer = await fetch(`http://127.0.0.1:${ca.port}/seal-status/list`)
      expect(answer.headers.get('content-type')).toBe('application/jose')
    } finally {
      expect(await served.close()).toBe(0)
    }
    expect(served.err).toEqual([])
  })

  test('cannot be decided where nobody tells it', async () => {
    await make('a.esl')
    const { exit, out } = await told('a.esl')
    expect(exit).toBe(2)
    expect(out).toContain('ERR_SEAL_STATUS_NO_SOURCE')
  })

  test.each([
    [['--suspend'], 'ERR_OPTION_MISSING'],
    [['--suspend', '--revoke', '--ca', 'x'], 'ERR_OPTION_MISSING'],
    [['--ca', 'nowhere'], 'ERR_CA_FOLDER'],
  ])('takes more than %j', async (argv, code) => {
    await make('a.esl')
    const found = await xinyin(['seal', 'status', at('a.esl'), ...argv])
    expect(found).toMatchObject({ exit: 3, out: '' })
    expect(found.err).toContain(code)
  })
})

test('the reasons of the command line are those of the library', () => {
  expect(REASONS).toEqual(SEAL_STATUS_REASONS)
})

test('renew makes a seal anew and withdraws the old one', async () => {
  await make('a.esl')
  const renewed = await xinyin(['seal', 'renew', at('a.esl'), at('b.esl'), '--ca', ca.dir, '--days', '30'])
  expect(renewed).toMatchObject({ exit: 0, err: '' })
  const [old, anew] = [readSeal('a.esl').info, readSeal('b.esl').info]
  expect(anew).toMatchObject({ name: old.name, type: old.type, signers: old.signers })
  expect(anew.id).not.toBe(old.id)
  const said = await xinyin(['--lang', 'en', 'seal', 'status', at('a.esl'), '--ca', ca.dir])
  expect(said.out).toMatch(/withdrawn since/)
  const again = await xinyin(['seal', 'renew', at('a.esl'), at('c.esl'), '--ca', ca.dir])
  expect(again).toMatchObject({ exit: 3, out: '' })
  expect(existsSync(at('c.esl'))).toBe(false)
})
