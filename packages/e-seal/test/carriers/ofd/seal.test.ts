import { expect, test } from 'vitest'
import { inspectOfd, parseOfdPackage, sealOfd, verifyOfd } from '../../../src/carriers/ofd/index.ts'
import { createSeal } from '../../../src/index.ts'
import { createDocument, DOCUMENT } from '../../document.ts'
import { AT, createMember, createProvince, sealOptions } from '../../province.ts'

const province = await createProvince()
const { seal, trust, office } = province
const options = {
  seal,
  signer: office.signer,
  stamps: [{ page: 1, box: [120, 200, 40, 40] }],
  at: AT,
} as const

test('a sealed document passes and says who sealed what', async () => {
  const sealed = await sealOfd(createDocument(), options)
  const report = await inspectOfd(sealed, { trust, at: AT, signatures: 1 })
  expect(report.checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')).toEqual([])
  expect(report.verdict).toBe('passed')
  // What nobody looked at is said, not left out.
  expect(report.checks.filter(({ status }) => status === 'skipped').map(({ id }) => id)).toEqual([
    'ofd.expected',
    'ofd.entries-list',
    'signature.time-stamp',
    'seal.time-stamp',
    'seal.status',
  ])
  expect(report.checks.filter(({ id }) => id === 'path.revocation')).toMatchObject([
    {
      status: 'passed',
      facts: { role: 'seal-signer', signature: 's001', '0.source': 'CRL (CN=签章根,O=示例省,C=CN)' },
    },
    {
      status: 'passed',
      facts: { role: 'seal-maker', signature: 's001', '0.source': 'CRL (CN=制章根,O=示例省,C=CN)' },
    },
  ])
  const subject = await verifyOfd(sealed, { trust, at: AT })
  expect(subject.documents[0]?.info.title).toBe('施工许可证')
  expect(subject.documents[0]?.info.customData).toEqual([{ name: '证照名称', value: '建筑工程施工许可证' }])
  expect(subject.signatures).toMatchObject([
    {
      id: 's001',
      sealName: '示例市电子证照专用章',
      signer: { commonName: '示例市住建局' },
      maker: { commonName: '制章人' },
      time: AT,
      stamps: [{ page: '1', box: { x: 120, y: 200, width: 40, height: 40 } }],
      uncovered: [],
    },
  ])
})

test('every file but OFD.xml keeps its bytes', async () => {
  const before = parseOfdPackage(createDocument()).files
  const after = parseOfdPackage(await sealOfd(createDocument(), options)).files
  for (const [name, bytes] of before) if (name !== 'OFD.xml') expect(after.get(name), name).toEqual(bytes)
  const added = '<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody>'
  expect(new TextDecoder().decode(after.get('OFD.xml'))).toBe(
    DOCUMENT['OFD.xml']?.replace('</ofd:DocBody>', added),
  )
  expect([...after.keys()].slice(before.size)).toEqual([
    'Doc_0/Signs/Signatures.xml',
    'Doc_0/Signs/Sign_0/Seal.esl',
    'Doc_0/Signs/Sign_0/Signature.xml',
    'Doc_0/Signs/Sign_0/SignedValue.dat',
  ])
})

test('others can sign after a continuing signature, and not after a whole one', async () => {
  const first = await sealOfd(createDocument(), { ...options, protect: 'continue' })
  const second = await sealOfd(first, { ...options, stamps: [], protect: 'whole' })
  const report = await inspectOfd(second, { trust, at: AT, signatures: 2 })
  expect(report.verdict).toBe('passed')
  expect(report.subject?.signatures.map(({ id }) => id)).toEqual(['s001', 's002'])
  await expect(sealOfd(second, options)).rejects.toMatchObject({ code: 'ERR_OFD_CLOSED' })
})

test('marks, odd prefixes, line ends and characters beyond the basic plane stay as they are', async () => {
  const index = `\ufeff<?xml version="1.0"?>\r\n<OFD xmlns="http://www.ofdspec.org/2016">\r\n<DocBody><DocInfo><Title>𠮷野家 &amp; 😀</Title></DocInfo><DocRoot>Doc_0/Document.xml</DocRoot>\r\n</DocBody >\r\n</OFD>`
  const sealed = await sealOfd(createDocument({ 'OFD.xml': index }), options)
  const after = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    parseOfdPackage(sealed).files.get('OFD.xml'),
  )
  expect(after).toBe(
    index.replace('</DocBody >', '<Signatures>/Doc_0/Signs/Signatures.xml</Signatures></DocBody >'),
  )
  expect((await inspectOfd(sealed, { trust, at: AT })).verdict).toBe('passed')
})

test('an empty list of signatures is written anew', async () => {
  const index = DOCUMENT['OFD.xml']?.replace(
    '</ofd:DocBody>',
    '<ofd:Signatures>Signs.xml</ofd:Signatures></ofd:DocBody>',
  )
  const empty = '<ofd:Signatures xmlns:ofd="http://www.ofdspec.org/2016"/>'
  const sealed = await sealOfd(createDocument({ 'OFD.xml': index, 'Signs.xml': empty }), options)
  expect((await inspectOfd(sealed, { trust, at: AT })).verdict).toBe('passed')
  expect(parseOfdPackage(sealed).files.has('Sign_0/Signature.xml')).toBe(true)
})

test('deflated packages pass as well', async () => {
  const sealed = await sealOfd(createDocument(), { ...options, compression: 'deflated' })
  expect((await inspectOfd(sealed, { trust, at: AT })).verdict).toBe('passed')
})

test('a certificate that ran out does not sign', async () => {
  const validity = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2026-03-01T00:00:00Z') }
  const expired = await createMember('过期签章人', province.signerRoot, validity)
  const made = await createSeal(sealOptions(province.maker, [expired.certificate]))
  const sealing = sealOfd(createDocument(), { ...options, seal: made, signer: expired.signer })
  await expect(sealing).rejects.toMatchObject({ code: 'ERR_SIGNER_NOT_VALID' })
})

test('wrong calls are refused', async () => {
  const document = createDocument()
  const bad = [{ page: 3, box: [0, 0, 1, 1] }] as const
  await expect(sealOfd(document, { ...options, stamps: bad })).rejects.toThrow(RangeError)
  await expect(sealOfd(document, { ...options, stamps: [{ page: 1, box: [0, 0, 0, 1] }] })).rejects.toThrow(
    RangeError,
  )
  await expect(sealOfd(document, { ...options, document: 1 })).rejects.toThrow(RangeError)
  await expect(sealOfd(document, { ...options, at: new Date(Number.NaN) })).rejects.toThrow(RangeError)
  const late = { ...options, at: new Date('2027-03-01T00:00:00Z') }
  await expect(sealOfd(document, late)).rejects.toMatchObject({ code: 'ERR_SEAL_NOT_VALID' })
  const early = { ...options, at: new Date('2026-01-31T00:00:00Z') }
  await expect(sealOfd(document, early)).rejects.toMatchObject({ code: 'ERR_SEAL_NOT_YET_MADE' })
  await expect(sealOfd(document, { ...options, signer: province.maker.signer })).rejects.toMatchObject({
    code: 'ERR_SIGNER_NOT_LISTED',
  })
})
