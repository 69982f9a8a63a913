import { type Check, equalBytes, parseCertificate, type Report, type Trust } from '@xinyin/core'
import { listTruth, readTruth, testTruth } from '@xinyin/testkit'
import { describe, expect } from 'vitest'
import { inspectOfd, parseOfdPackage, sealOfd } from '../../../src/carriers/ofd/index.ts'
import { parseSeal } from '../../../src/index.ts'
import { AT, createProvince } from '../../province.ts'

const province = await createProvince()
const NOBODY: Trust = { anchors: [], intermediates: [] }

const checkOf = (report: Report<unknown>, id: string): Check | undefined =>
  report.checks.find((check) => check.id === id)

const notPassed = (report: Report<unknown>) =>
  report.checks
    .filter(({ status }) => status === 'failed' || status === 'indeterminate')
    .map(({ id, status, code }) => `${id} ${status} ${code}`)

const UNTRUSTED = [
  'signature.signer-path indeterminate ERR_PATH_NO_ANCHOR',
  'seal.maker-path indeterminate ERR_PATH_NO_ANCHOR',
  'seal.validity indeterminate ERR_SIGNATURE_NO_PROOF_OF_TIME',
]

describe('documents sealed by others', () => {
  testTruth.each(['riding-seam', 'whole-protect', 'test-invoice-2'])(
    'v4 %s holds but for trust and time',
    async (name) => {
      const report = await inspectOfd(readTruth(`ofd/signed-v4-${name}.ofd`), { trust: NOBODY })
      expect(notPassed(report)).toEqual(UNTRUSTED)
      expect(report.verdict).toBe('indeterminate')
    },
  )

  testTruth('v4 that leaves out OFD.xml holds but for that, trust and time', async () => {
    const report = await inspectOfd(readTruth('ofd/signed-v4-test-invoice.ofd'), { trust: NOBODY })
    expect(notPassed(report)).toEqual(['ofd.coverage indeterminate ERR_OFD_INDEX_UNCOVERED', ...UNTRUSTED])
    expect(report.verdict).toBe('indeterminate')
  })

  testTruth('v4 passes for who trusts its makers, at its time, and not without proof of it', async () => {
    const seal = parseSeal(readTruth('seal/user-v4.esl'))
    const signer = seal.info.signers.kind === 'certificates' ? seal.info.signers.certificates[0] : undefined
    const trust: Trust = {
      anchors: [
        { certificate: parseCertificate(seal.makerCertificate), roles: ['seal-maker'] },
        { certificate: parseCertificate(signer!), roles: ['seal-signer'] },
      ],
      intermediates: [],
    }
    const bytes = readTruth('ofd/signed-v4-whole-protect.ofd')
    const then = await inspectOfd(bytes, { trust, at: new Date('2020-10-24T00:00:00Z') })
    expect(notPassed(then)).toEqual([])
    expect(then.verdict).toBe('passed')
    expect(then.subject?.signatures).toMatchObject([
      { sealName: 'OFD R&W 测试用印章', uncovered: [], stamps: [{ page: '1' }] },
    ])
    const now = await inspectOfd(bytes, { trust, at: new Date('2026-01-01T00:00:00Z') })
    expect(now.verdict).toBe('indeterminate')
    expect(checkOf(now, 'signature.signer-path')).toMatchObject({ code: 'ERR_SIGNATURE_NO_PROOF_OF_TIME' })
    const before = await inspectOfd(bytes, { trust, at: new Date('2020-10-22T00:00:00Z') })
    expect(before.verdict).toBe('failed')
    expect(checkOf(before, 'signature.time')).toMatchObject({ code: 'ERR_SIGNATURE_TIME_FUTURE' })
  })

  testTruth('the v1 shape holds but for trust and time, under a header of version 2', async () => {
    const report = await inspectOfd(readTruth('ofd/signed-v1-shape-vendor-demo.ofd'), { trust: NOBODY })
    expect(report.verdict).toBe('indeterminate')
    expect(notPassed(report).filter((line) => !line.startsWith('ofd.'))).toEqual(UNTRUSTED)
    expect(checkOf(report, 'signature.structure')).toMatchObject({
      facts: { form: 'GM/T 0031-2014', version: 2 },
    })
    const tolerated = report.checks.filter(({ id }) => id.startsWith('tolerance.')).map(({ id }) => id)
    expect(tolerated).toEqual([
      'tolerance.empty-entry-descriptor',
      'tolerance.empty-extensions',
      'tolerance.header-version',
    ])
  })

  testTruth('a bare SM2 value is no GB/T 35275 signature', async () => {
    const report = await inspectOfd(readTruth('ofd/signed-35275-broken.ofd'), { trust: NOBODY })
    expect(report.verdict).toBe('failed')
    expect(checkOf(report, 'signature.structure')).toMatchObject({ code: 'ERR_SIGNATURE_STRUCTURE' })
  })

  const unsigned = listTruth('ofd').filter((name) => !name.startsWith('signed-'))
  testTruth.each(unsigned)('%s is read and said to be unsigned', async (name) => {
    const bytes = readTruth(`ofd/${name}`)
    const report = await inspectOfd(bytes, { trust: NOBODY })
    expect(report.verdict).toBe('failed')
    expect(checkOf(report, 'ofd.package')).toMatchObject({ status: 'passed' })
    expect(checkOf(report, 'ofd.signed')).toMatchObject({ status: 'failed', code: 'ERR_OFD_UNSIGNED' })
    expect(report.subject?.documents).toEqual(parseOfdPackage(bytes).documents)
  })

  testTruth.each(unsigned)('%s can be sealed, and passes then', async (name) => {
    const { seal, office, trust } = province
    const document = readTruth(`ofd/${name}`)
    const stamps = [{ page: 1, box: [100, 100, 40, 40] }] as const
    const sealed = await sealOfd(document, { seal, signer: office.signer, stamps, at: AT })
    const report = await inspectOfd(sealed, { trust, at: AT, signatures: 1 })
    expect(notPassed(report)).toEqual([])
    const after = parseOfdPackage(sealed).files
    for (const [file, bytes] of parseOfdPackage(document).files)
      if (file !== 'OFD.xml') expect(equalBytes(after.get(file) ?? new Uint8Array(0), bytes), file).toBe(true)
  })
})
