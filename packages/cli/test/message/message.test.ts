import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { encodePem, parseCertificates, parsePrivateKey } from '@xinyin/core'
import { createPkcs12, encryptPrivateKey } from '@xinyin/core/keys'
import { beforeAll, describe, expect, test } from 'vitest'
import { xinyin } from '../capture.ts'
import { createHierarchy, type Hierarchy } from '../hierarchy.ts'

let made: Hierarchy

beforeAll(async () => {
  made = await createHierarchy()
  writeFileSync(made.beside('text'), '正文\n')
  writeFileSync(made.beside('other'), 'other')
  const certificates = parseCertificates(readFileSync(made.certificate('document-signer')))
  const privateKey = parsePrivateKey(readFileSync(made.key('document-signer')))
  const store = await createPkcs12({ privateKey, certificates, password: '口令', iterations: 1000 })
  writeFileSync(made.beside('signer.p12'), store)
})

const sign = (...options: string[]) =>
  xinyin(['cms', 'sign', made.beside('text'), ...made.as('document-signer'), ...options])
const verify = (...options: string[]) => xinyin(['cms', 'verify', ...options, ...made.trust])

describe('signed messages', () => {
  test.each([[[]], [['--gm']], [['--der']]])('with the content, %j', async (options) => {
    const message = made.beside('message')
    expect(await sign(...options, '--out', message)).toEqual({ exit: 0, out: '', err: '' })
    const content = made.beside('content')
    expect(await verify(message, '--out', content)).toMatchObject({ exit: 0, err: '' })
    expect(readFileSync(content, 'utf8')).toBe('正文\n')
  })

  test('detached: the content stands beside, and is that content', async () => {
    const message = made.beside('detached.p7s')
    expect(await sign('--detached', '--out', message)).toMatchObject({ exit: 0 })
    expect(await verify(message, made.beside('text'))).toMatchObject({ exit: 0 })
    const other = await verify(message, made.beside('other'))
    expect(other.exit).toBe(1)
    expect(other.out).toContain('ERR_CMS_MESSAGE_DIGEST')
    const without = await verify(message)
    expect(without.exit).toBe(2)
    expect(without.out).toContain('ERR_CMS_CONTENT_MISSING')
    expect((await verify(message, '/nonexistent')).exit).toBe(3)
  })

  test('as text to the terminal, where it is text', async () => {
    expect((await sign()).out).toMatch(/^-----BEGIN CMS-----/)
    const binary = await sign('--der')
    expect(binary.exit).toBe(3)
    expect(binary.err).toContain('ERR_OUTPUT_BINARY')
  })

  test('with the key of a PKCS#12 file', async () => {
    const message = made.beside('p12.cms')
    const argv = ['cms', 'sign', made.beside('text'), '--p12', made.beside('signer.p12'), '--out', message]
    expect(await xinyin(argv, { XINYIN_PASSWORD: '口令' })).toMatchObject({ exit: 0, err: '' })
    expect(await verify(message)).toMatchObject({ exit: 0 })
    expect((await xinyin(argv)).err).toContain('ERR_PASSWORD_MISSING')
  })

  test('what does not pass is not handed on', async () => {
    const message = made.beside('foreign.cms')
    const signer = ['--key', made.key('seal-maker'), '--cert', made.certificate('seal-maker')]
    await xinyin(['cms', 'sign', made.beside('text'), ...signer, '--out', message])
    const content = made.beside('not-written')
    const found = await verify(message, '--out', content)
    expect(found.exit).toBe(2)
    expect(existsSync(content)).toBe(false)
    expect(await verify(message, '--role', 'seal-maker')).toMatchObject({ exit: 0 })
  })

  test('a time stamp that is demanded is missed', async () => {
    const message = made.beside('plain.cms')
    await sign('--out', message)
    const { exit, out } = await verify(message, '--time-stamp')
    expect(exit).toBe(2)
    expect(out).toContain('ERR_CMS_TIME_STAMP_MISSING')
  })

  test('shown without being verified', async () => {
    const message = made.beside('plain.cms')
    await sign('--out', message)
    const { exit, out } = await xinyin(['--lang', 'zh-CN', 'cms', 'show', message])
    expect(exit).toBe(0)
    expect(out).toContain('CN=示例省文件签名')
    expect(JSON.parse((await xinyin(['cms', 'show', '--json', message])).out)).toHaveProperty('rows')
  })

  test('JSON says who signed', async () => {
    const message = made.beside('plain.cms')
    await sign('--out', message)
    const { signers, verdict } = JSON.parse((await verify(message, '--json')).out)
    expect(verdict).toBe('passed')
    expect(signers).toMatchObject([{ signer: 'CN=示例省文件签名,O=示例省,C=CN', verdict: 'passed' }])
  })

  test.each(['text', 'signer.p12'])('%s is no message', async (name) => {
    const found = await verify(made.beside(name))
    expect(found).toMatchObject({ exit: 1, err: '' })
    const shown = await xinyin(['cms', 'show', made.beside(name)])
    expect(shown).toMatchObject({ exit: 1, out: '' })
    expect(shown.err).toMatch(/\(ERR_[A-Z_]+\)$/)
  })

  test.each([
    ['no key', [], 'ERR_KEY_NOT_GIVEN'],
    ['a key without a certificate', ['--key', 'KEY'], 'ERR_KEY_NOT_GIVEN'],
    ['the certificate of another key', ['--key', 'KEY', '--cert', 'OTHER'], 'ERR_KEY_OTHER'],
    ['what is no key', ['--key', 'TEXT', '--cert', 'OTHER'], 'ERR_FILE_CONTENT'],
    ['an address that is none', ['--key', 'KEY', '--cert', 'CERT', '--tsa', 'tsa'], 'ERR_URL'],
    ['an encrypted key, without its password', ['--key', 'LOCKED', '--cert', 'CERT'], 'ERR_PASSWORD_MISSING'],
  ])('%s', async (_, options, code) => {
    const files: Record<string, string> = {
      KEY: made.key('document-signer'),
      CERT: made.certificate('document-signer'),
      OTHER: made.certificate('seal-maker'),
      TEXT: made.beside('text'),
      LOCKED: made.beside('locked.key'),
    }
    const key = parsePrivateKey(readFileSync(made.key('document-signer')))
    const locked = await encryptPrivateKey(key, '口令', { iterations: 1000 })
    writeFileSync(made.beside('locked.key'), encodePem('ENCRYPTED PRIVATE KEY', locked))
    const argv = options.map((option) => files[option] ?? option)
    const found = await xinyin(['cms', 'sign', made.beside('text'), ...argv])
    expect(found).toMatchObject({ exit: 3, out: '' })
    expect(found.err).toContain(code)
  })
})

describe('encrypted messages', () => {
  const encrypt = (...options: string[]) => xinyin(['cms', 'encrypt', made.beside('text'), ...options])
  const decrypt = (message: string, name: string) =>
    xinyin(['cms', 'decrypt', message, ...made.as(name), '--out', made.beside('plain')])

  test.each([
    [[], true],
    [['--gm'], true],
    [['--cipher', 'SM4-GCM'], false],
  ])('%j', async (options, warns) => {
    const message = made.beside('envelope')
    const to = ['--to', made.certificate('document-recipient')]
    expect(await encrypt(...to, ...options, '--out', message)).toMatchObject({ exit: 0, err: '' })
    const found = await decrypt(message, 'document-recipient')
    expect(found.exit).toBe(0)
    expect(found.err !== '').toBe(warns)
    expect(readFileSync(made.beside('plain'), 'utf8')).toBe('正文\n')
    const other = await decrypt(message, 'document-signer')
    expect(other.exit).toBe(1)
    expect(other.err).toContain('ERR_CMS_RECIPIENT')
    expect((await xinyin(['cms', 'show', message])).out).toMatch(/Recipients\s+1/)
  })

  test('what was changed on the way does not decrypt', async () => {
    const message = made.beside('changed')
    await encrypt(
      '--to',
      made.certificate('document-recipient'),
      '--cipher',
      'SM4-GCM',
      '--der',
      '--out',
      message,
    )
    const bytes = readFileSync(message)
    bytes[bytes.length - 1]! ^= 1
    writeFileSync(message, bytes)
    const found = await decrypt(message, 'document-recipient')
    expect(found.exit).toBe(1)
    expect(found.err).toContain('ERR_CMS_DECRYPT')
  })

  test.each([
    ['a key that only signs', ['--to', 'SIGNER'], 'ERR_ARGUMENT'],
    ['what is no certificate', ['--to', 'TEXT'], 'ERR_FILE_CONTENT'],
    [
      'the object identifiers of SM4-CBC with another cipher',
      ['--to', 'TO', '--gm', '--cipher', 'AES-256-GCM'],
      'ERR_ARGUMENT',
    ],
  ])('%s', async (_, options, code) => {
    const files: Record<string, string> = {
      SIGNER: made.certificate('document-signer'),
      TO: made.certificate('document-recipient'),
      TEXT: made.beside('text'),
    }
    const found = await encrypt(...options.map((option) => files[option] ?? option))
    expect(found).toMatchObject({ exit: 3, out: '' })
    expect(found.err).toContain(code)
  })
})
