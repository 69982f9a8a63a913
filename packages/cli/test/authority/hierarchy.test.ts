import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPrivateKey, encodePem, exportPrivateKey, parsePrivateKey } from '@xinyin/core'
import { createCsr } from '@xinyin/core/ca'
import { decryptPrivateKey, encryptPrivateKey } from '@xinyin/core/keys'
import { beforeAll, describe, expect, test } from 'vitest'
import { writeKey } from '../../src/authority/folder.ts'
import { folderOf, xinyin } from '../capture.ts'
import { createHierarchy, type Hierarchy } from '../hierarchy.ts'

let made: Hierarchy

beforeAll(async () => {
  made = await createHierarchy('--name', '某省大数据局')
})

describe('what ca init makes', () => {
  test.each([
    ['seal-maker', 'seal-maker', 0],
    ['seal-signer', 'seal-signer', 0],
    ['document-signer', 'document-signer', 0],
    ['licence-issuer', 'licence-issuer', 0],
    ['status-issuer', 'status-issuer', 0],
    ['time-stamper', 'time-stamper', 0],
    ['trust-list-signer', 'trust-list-signer', 0],
    // A key that encrypts does not sign.
    ['document-recipient', 'document-signer', 1],
    // And nobody is what another authority would have to say.
    ['seal-signer', 'seal-maker', 2],
    ['seal-maker', 'seal-signer', 2],
    ['time-stamper', 'licence-issuer', 2],
    ['signers', 'seal-signer', 0],
  ])('%s as %s: exit %i', async (name, role, exit) => {
    const found = await xinyin(['cert', '--verify', '--role', role, ...made.trust, made.certificate(name)])
    expect(found).toMatchObject({ exit, err: '' })
  })

  test('keys are for their owner alone', () => {
    for (const name of readdirSync(join(made.dir, 'keys')))
      expect(statSync(join(made.dir, 'keys', name)).mode & 0o777).toBe(0o600)
  })

  test('the trust list holds under its own store', async () => {
    const list = join(made.dir, 'lists/CN-99.jws')
    expect(await xinyin(['trust', 'verify', list, '--territory', 'CN-99', ...made.trust])).toMatchObject({
      exit: 0,
      err: '',
    })
  })

  test('a folder with something in it is left as it is', async () => {
    const found = await xinyin(['--lang', 'zh-CN', 'ca', 'init', made.dir])
    expect(found.exit).toBe(3)
    expect(found.err).toContain('ERR_CA_EXISTS')
    expect(found.err).toContain('请指定新目录')
  })

  test('what cannot be made leaves nothing behind', async () => {
    const at = folderOf({})
    const found = await xinyin(['ca', 'init', at('x'), '--name', '长'.repeat(80)])
    expect(found.exit).toBe(3)
    expect(found.err).toContain('ERR_ARGUMENT')
    expect(readdirSync(at('.'))).toEqual([])
    const territory = await xinyin(['ca', 'init', at('x'), '--territory', 'nowhere'])
    expect(territory.exit).toBe(3)
    expect(readdirSync(at('.'))).toEqual([])
  })
})

describe('with a password', () => {
  test('keys are written encrypted', async () => {
    const at = folderOf({})
    const key = await createPrivateKey('SM2')
    await writeKey({ dir: at('.'), password: '口令' }, 'a', key)
    const pem = readFileSync(at('keys/a.key'), 'utf8')
    expect(pem).toContain('BEGIN ENCRYPTED PRIVATE KEY')
    expect((await decryptPrivateKey(pem, '口令')).publicKey.spki).toEqual(key.publicKey.spki)
    await expect(writeKey({ dir: at('.'), password: undefined }, 'a', key)).rejects.toMatchObject({
      code: 'ERR_FILE_UNWRITABLE',
    })
  })

  test('nothing is issued without it, and nothing is left of what was refused', async () => {
    const at = folderOf({ password: '口令 pass\n', wrong: 'other\n', empty: '\n' })
    const file = made.key('licence-issuers')
    const der = await encryptPrivateKey(parsePrivateKey(readFileSync(file)), '口令 pass', {
      iterations: 1000,
    })
    writeFileSync(file, encodePem('ENCRYPTED PRIVATE KEY', der))
    const issue = ['ca', 'issue', made.dir, 'a', '--profile', 'licence-issuer', '--subject', 'A']
    const without = await xinyin(issue)
    expect(without).toMatchObject({ exit: 3, out: '' })
    expect(without.err).toContain('ERR_PASSWORD_MISSING')
    const wrong = await xinyin([...issue, '--password-file', at('wrong')])
    expect(wrong.exit).toBe(3)
    expect(wrong.err).toContain('ERR_PASSWORD_WRONG')
    expect((await xinyin([...issue, '--password-file', at('empty')])).err).toContain('ERR_PASSWORD_FILE')
    expect(existsSync(made.key('a'))).toBe(false)
    expect(await xinyin([...issue, '--password-file', at('password')])).toMatchObject({ exit: 0, err: '' })
    expect(readFileSync(made.key('a'), 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY')
    const environment = { XINYIN_PASSWORD: '口令 pass' }
    expect(await xinyin(['ca', 'crl', made.dir], environment)).toMatchObject({ exit: 0, err: '' })
    writeFileSync(file, encodePem('PRIVATE KEY', exportPrivateKey(await decryptPrivateKey(der, '口令 pass'))))
  })
})

describe('ca issue', () => {
  test('for a request that the profile allows', async () => {
    const key = await createPrivateKey('SM2')
    const subject = { country: 'CN', organization: '某市住建局', commonName: '某市住建局公章' }
    const { raw } = await createCsr({ subject, key })
    const file = made.beside('request.pem')
    writeFileSync(file, encodePem('CERTIFICATE REQUEST', raw))
    const issued = await xinyin(['ca', 'issue', made.dir, '公章', '--profile', 'seal-signer', '--csr', file])
    expect(issued).toMatchObject({ exit: 0, err: '' })
    expect(issued.out).toContain('CN=某市住建局公章')
    const found = await xinyin([
      'cert',
      '--verify',
      '--role',
      'seal-signer',
      ...made.trust,
      made.certificate('公章'),
    ])
    expect(found).toMatchObject({ exit: 0 })
  })

  test('not for one that asks for more, nor for what is none', async () => {
    const key = await createPrivateKey('SM2')
    const subject = { country: 'CN', organization: 'O', commonName: 'C', emailAddress: 'a@b.example' }
    const { raw } = await createCsr({ subject, key })
    const file = made.beside('more.der')
    writeFileSync(file, raw)
    const issued = await xinyin(['ca', 'issue', made.dir, 'more', '--profile', 'seal-signer', '--csr', file])
    expect(issued.exit).toBe(1)
    expect(issued.err).toContain('ERR_REQUEST_SUBJECT_ATTRIBUTE')
    writeFileSync(file, 'neither')
    const none = await xinyin(['ca', 'issue', made.dir, 'more', '--profile', 'seal-signer', '--csr', file])
    expect(none.exit).toBe(1)
    expect(none.err).toMatch(/ERR_PEM_/)
  })

  test('a server, for the name that it has', async () => {
    const issue = [
      'ca',
      'issue',
      made.dir,
      'web',
      '--profile',
      'tls-server',
      '--subject',
      'web',
      '--dns',
      'a.example',
    ]
    expect(await xinyin([...issue, '--days', '90'])).toMatchObject({ exit: 0, err: '' })
    const verify = ['cert', '--verify', '--role', 'tls-server', ...made.trust, made.certificate('web')]
    expect(await xinyin([...verify, '--name', 'a.example'])).toMatchObject({ exit: 0 })
    const other = await xinyin([...verify, '--name', 'b.example'])
    expect(other.exit).toBe(1)
    expect(other.out).toContain('ERR_PATH_NAME')
    expect((await xinyin(verify)).err).toContain('ERR_OPTION_MISSING')
    expect((await xinyin([...verify, '--name', 'a..example'])).err).toContain('ERR_ARGUMENT')
  })

  test.each([
    ['a name that is taken', ['root', '--profile', 'seal-signer', '--subject', 'x'], 'ERR_CA_NAME'],
    ['a name with a path', ['../x', '--profile', 'seal-signer', '--subject', 'x'], 'ERR_CA_NAME'],
    ['neither a request nor a subject', ['x', '--profile', 'seal-signer'], 'ERR_OPTION_MISSING'],
    [
      'longer than the profile allows',
      ['x1', '--profile', 'tls-server', '--subject', 'x', '--dns', 'a.example', '--days', '900'],
      'ERR_ARGUMENT',
    ],
    [
      'a name that the profile has not',
      ['x2', '--profile', 'seal-signer', '--subject', 'x', '--dns', 'a.example'],
      'ERR_ARGUMENT',
    ],
  ])('%s', async (_, argv, code) => {
    const found = await xinyin(['ca', 'issue', made.dir, ...argv])
    expect(found.exit).toBe(3)
    expect(found.err).toContain(code)
    expect(found.err.split('\n')).toHaveLength(1)
  })
})

describe('ca revoke and ca crl', () => {
  test('by serial number and by file, once', async () => {
    for (const [name, by] of [
      [
        's1',
        async () =>
          JSON.parse(readFileSync(join(made.dir, 'ca.json'), 'utf8')).certificates.at(-1).serialNumber,
      ],
      ['s2', async () => made.certificate('s2')],
    ] as const) {
      await xinyin(['ca', 'issue', made.dir, name, '--profile', 'seal-signer', '--subject', name])
      const which = String(await by())
      expect(await xinyin(['ca', 'revoke', made.dir, which])).toMatchObject({ exit: 0, err: '' })
      expect((await xinyin(['ca', 'revoke', made.dir, which])).err).toContain('ERR_CA_REVOKED')
    }
  })

  test('of what was never issued, nothing is revoked', async () => {
    const found = await xinyin(['ca', 'revoke', made.dir, 'nobody'])
    expect(found).toMatchObject({ exit: 3 })
    expect(found.err).toContain('ERR_CA_UNKNOWN')
  })

  test('lists are renewed, with higher numbers', async () => {
    const records = () => JSON.parse(readFileSync(join(made.dir, 'ca.json'), 'utf8'))
    const before = records()
    expect(await xinyin(['ca', 'crl', made.dir])).toMatchObject({ exit: 0, err: '' })
    expect(records()).toMatchObject({ crlNumber: before.crlNumber + 1, listNumber: before.listNumber + 1 })
  })

  test.each(['crl', 'serve'])('ca %s of a folder that holds no hierarchy', async (command) => {
    const at = folderOf({ 'other/ca.json': '{"version":2}', 'broken/ca.json': '{' })
    mkdirSync(at('empty'))
    for (const name of ['empty', 'other', 'broken', 'absent']) {
      const found = await xinyin(['ca', command, at(name)])
      expect(found.exit).toBe(3)
      expect(found.err).toContain('ERR_CA_FOLDER')
    }
  })
})
