import { createIdentifier, issueLicence } from '@xinyin/e-license'
import { createOfdPackage } from '@xinyin/e-seal/ofd'
import { createProvince } from '@xinyin/sandbox'
import { listTruth, readTruth, testTruth } from '@xinyin/testkit'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Captured, folderOf, xinyin } from '../capture.ts'

const TYPE_CODE = '11100000000013338W009'
let at: (name: string) => string
let trust: string[]

beforeAll(async () => {
  const province = await createProvince()
  const today = new Date().toISOString().slice(0, 10)
  const { ofd, sdJwt } = await issueLicence(
    {
      name: '建筑工程施工许可证',
      typeCode: TYPE_CODE,
      number: 'TEST0001',
      identifier: createIdentifier({
        typeCode: TYPE_CODE,
        issuerCode: province.office.code,
        serial: 'TEST0001',
      }),
      issuers: [province.office],
      issuedOn: today,
      holders: [{ name: '测试甲', code: '990000190001010016', codeType: '111' }],
      extensions: {},
    },
    {
      seal: province.seal,
      sealSigner: province.sealSigner.signer,
      issuerSigner: province.licenceIssuer.signer,
      issuerCertificates: [province.licenceIssuer.certificate, ...province.licenceIssuer.chain],
    },
  )
  const revokedAt = new Date(Date.now() - 60 * 60 * 1000)
  const revoking = await province.revoke(province.sealSigner.certificate, { revokedAt })
  const files = (folder: string, of: typeof province.trustFiles) =>
    Object.fromEntries(of.map(({ name, bytes }) => [`${folder}/${name}`, bytes]))
  const changed = ofd.slice()
  changed[200] = (changed[200] ?? 0) ^ 1
  at = folderOf({
    ...files('trust', province.trustFiles),
    ...files('trust-revoking', revoking),
    ...files(
      'trust-silent',
      province.trustFiles.filter(({ name }) => !name.startsWith('revocation/')),
    ),
    'licence.bin': ofd,
    'licence.txt': `${sdJwt}\n`,
    changed,
    seal: province.seal.raw,
    'issuer.pem': province.chainFiles[2]!.bytes,
    'issuer.der': province.licenceIssuer.certificate.raw,
    empty: '',
    text: 'neither this nor that',
    'document.pdf': '%PDF-1.7\n',
    'mixed-trust/root.pem': province.chainFiles[0]!.bytes,
    'plain.ofd': createOfdPackage([{ name: 'nothing.txt', bytes: new Uint8Array(3) }]),
  })
  trust = ['--trust', at('trust')]
})

describe('the kind is found by content, and the exit code is the verdict', () => {
  test.each([
    ['licence.bin', 'e-licence', 0],
    ['licence.txt', 'e-licence', 0],
    ['seal', 'electronic seal', 0],
    ['issuer.pem', 'certificate', 0],
    ['issuer.der', 'certificate', 0],
    ['changed', 'OFD document', 1],
    ['plain.ofd', 'OFD document', 1],
    ['empty', 'ERR_FILE_EMPTY', 1],
    ['text', 'ERR_FILE_KIND', 1],
    ['document.pdf', 'ERR_FILE_PDF', 1],
  ])('%s: %s, exit %i', async (name, says, exit) => {
    const found = await xinyin(['verify', ...trust, at(name)])
    expect(found.out).toContain(says)
    expect(found).toMatchObject({ exit, err: '' })
  })

  test.each(['licence.bin', 'licence.txt', 'seal', 'issuer.pem'])(
    '%s without trust cannot be decided',
    async (name) => {
      expect((await xinyin(['verify', at(name)])).exit).toBe(2)
    },
  )

  test('of several files the worst counts', async () => {
    const { exit, out } = await xinyin(['verify', ...trust, at('seal'), at('changed'), at('licence.txt')])
    expect(exit).toBe(1)
    expect(out.match(/^\S/gm)).toEqual(['✓', '✗', '✓'])
  })

  test('an authority is looked at as an authority, an anchor as itself', async () => {
    const authority = await xinyin(['verify', ...trust, at('trust/seal-maker/maker-authority.pem')])
    expect(authority).toMatchObject({ exit: 0 })
    const between = await xinyin(['verify', ...trust, at('trust/intermediate/credential-authority.pem')])
    expect(between).toMatchObject({ exit: 0 })
  })

  test('what is expected of a document is expected of a licence that is one', async () => {
    const verify = (name: string, count: string) =>
      xinyin(['verify', ...trust, at(name), '--expect-signatures', count])
    expect((await verify('licence.bin', '1')).exit).toBe(0)
    const stripped = await verify('licence.bin', '2')
    expect(stripped.exit).toBe(1)
    expect(stripped.out).toMatch(/e-licence[\s\S]*ERR_OFD_SIGNATURE_COUNT/)
    expect((await verify('licence.txt', '1')).out).toContain('ERR_EXPECT_KIND')
  })

  test('as of a day, which begins in Beijing', async () => {
    expect((await xinyin(['verify', ...trust, '--at', '2999-01-01', at('seal')])).out).toContain('✗')
  })

  test('as of a time before it was made, nothing is valid yet', async () => {
    const { exit, out } = await xinyin([
      'verify',
      ...trust,
      '--at',
      '2001-01-01T00:00:00Z',
      at('licence.bin'),
    ])
    expect(exit).toBe(1)
    expect(out).toContain('ERR_')
  })
})

describe('revocation', () => {
  test.each(['licence.bin', 'licence.txt', 'seal', 'issuer.pem'])(
    '%s cannot be decided where the trust folder has no revocation lists',
    async (name) => {
      const { out, exit } = await xinyin(['verify', '--trust', at('trust-silent'), at(name)])
      expect(out).toContain('ERR_REVOCATION_UNKNOWN')
      expect(exit).toBe(2)
    },
  )

  test('a document fails that was sealed with a certificate that was revoked before', async () => {
    const folder = ['--trust', at('trust-revoking')]
    const { out, exit } = await xinyin(['verify', ...folder, at('licence.bin')])
    expect(out).toMatch(/path\.revocation \[s001 · seal-signer\] .*ERR_REVOCATION_REVOKED/)
    expect(exit).toBe(1)
    // Who issues credentials is another, and was not revoked.
    expect((await xinyin(['verify', ...folder, at('licence.txt')])).exit).toBe(0)
  })
})

describe('wrong use', () => {
  test.each([
    ['no file', ['verify']],
    ['unknown command', ['verfy', 'x']],
    ['unknown option', ['verify', '--trusted', 'x', 'y']],
    ['a time in words', ['verify', '--at', 'yesterday', 'x']],
    ['half a time', ['verify', '--at', '5', 'x']],
    ['a time without a zone', ['verify', '--at', '2026-12-01T08:00:00', 'x']],
    ['a day that is none', ['verify', '--at', '2026-02-30', 'x']],
    ['a folder', ['verify', '/']],
    ['bad language', ['--lang', 'fr', 'verify', 'x']],
    ['no such file', ['verify', '/nonexistent/file']],
    ['no such trust folder', ['verify', '--trust', '/nonexistent', '/dev/null']],
  ])('%s', async (_, argv) => {
    const found = await xinyin(argv)
    expect(found.exit).toBe(3)
    expect(found.err).not.toBe('')
    expect(found.err).not.toMatch(/\n\s+at /)
  })

  test('one file that is not there does not keep the others from being verified', async () => {
    const { exit, out, err } = await xinyin([
      'verify',
      ...trust,
      at('seal'),
      '/nonexistent',
      at('licence.txt'),
    ])
    expect(exit).toBe(3)
    expect(err).toBe('xinyin: /nonexistent: no such file. (ERR_FILE_MISSING)')
    expect(out.match(/^✓/gm)).toHaveLength(2)
  })

  test('faults are told in the language asked for, and name what was asked for', async () => {
    const { err } = await xinyin(['--lang', 'zh-CN', 'verify', '--trust', '/nonexistent/trust', 'x'])
    expect(err).toContain('无法读取信任库')
    expect(err).toContain('/nonexistent/trust')
  })

  test('a certificate that lies in no role is refused, and the roles are named', async () => {
    const { exit, err } = await xinyin(['verify', '--trust', at('mixed-trust'), at('seal')])
    expect(exit).toBe(3)
    expect(err).toContain('seal-maker')
  })

  test('help is no fault', async () => {
    expect(await xinyin(['--help'])).toMatchObject({ exit: 0, err: '' })
  })
})

describe('output', () => {
  test('--json gives the whole report, one line a file', async () => {
    const { out } = await xinyin(['verify', ...trust, '--json', at('licence.bin'), at('text')])
    const [licence, text] = out.split('\n').map((line) => JSON.parse(line))
    expect(licence).toMatchObject({
      kind: 'licence',
      verdict: 'passed',
      subject: { name: '建筑工程施工许可证' },
    })
    expect(licence.checks.length).toBeGreaterThan(20)
    expect(text).toMatchObject({
      kind: 'unknown',
      verdict: 'failed',
      checks: [{ id: 'file.kind', code: 'ERR_FILE_KIND' }],
    })
  })

  test('Chinese by option or by locale, English otherwise', async () => {
    expect((await xinyin(['--lang', 'zh-CN', 'verify', at('text')])).out).toContain('未通过')
    expect((await xinyin(['verify', at('text')], { LANG: 'zh_CN.UTF-8' })).out).toContain('未通过')
    expect((await xinyin(['verify', at('text')], { LANG: 'zh_CN.UTF-8', LC_ALL: 'C' })).out).toContain(
      'failed',
    )
  })

  test('what was not checked is said beside what passed', async () => {
    const { out } = await xinyin(['verify', ...trust, at('licence.bin')])
    expect(out).toMatch(/\d+ checks passed; not made: .*Time stamp, .*Status of the licence/)
  })

  test('--verbose shows every check', async () => {
    const { out } = await xinyin(['verify', ...trust, '-v', at('licence.bin')])
    for (const id of ['ofd.package', 'seal.maker-signature', 'licence.issuer', 'licence.status'])
      expect(out).toContain(id)
    const paths = out.match(/path\.revocation \[[^\]]*\]/g) ?? []
    expect(paths).toContainEqual(expect.stringMatching(/\[s001 · seal-signer · CN=示例市住房和城乡建设局/))
    expect(paths).toContainEqual(expect.stringMatching(/\[s001 · seal-maker · CN=/))
  })
})

describe('truth', () => {
  testTruth.each(listTruth('ofd').filter((name) => name.startsWith('signed-')))('%s', async (name) => {
    const { exit, out } = await xinyin(['verify', folderOf({ x: readTruth(`ofd/${name}`) })('x')])
    expect(exit).toBe(name.includes('broken') ? 1 : 2)
    expect(out).toMatch(/ERR_/)
  })
})

test('truncated and random files give a coded answer, never a stack trace, a hang or a pass', async () => {
  const whole = await Promise.all(
    ['licence.bin', 'licence.txt', 'seal', 'issuer.der'].map((name) => readBytes(at(name))),
  )
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .tuple(fc.constantFrom(...whole), fc.double({ min: 0, max: 0.999, noNaN: true }))
      .map(([bytes, part]) => bytes.subarray(0, Math.floor(bytes.length * part))),
  )
  await fc.assert(
    fc.asyncProperty(hostile, async (bytes) => {
      const started = performance.now()
      const found: Captured = await xinyin(['verify', ...trust, folderOf({ x: bytes })('x')])
      expect([1, 2]).toContain(found.exit)
      expect(found.out).toMatch(/ERR_/)
      expect(performance.now() - started).toBeLessThan(1000)
    }),
    { numRuns: 60 },
  )
}, 60_000)

async function readBytes(path: string): Promise<Uint8Array> {
  const { readFile } = await import('node:fs/promises')
  return new Uint8Array(await readFile(path))
}
