import { type Certificate, type Check, digest, encodeBase64, encodeUtf8, type Report } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import { inspectOfd, type OfdLimits, parseOfdPackage, sealOfd } from '../../src/carriers/ofd/index.ts'
import { createSeal, type Seal } from '../../src/index.ts'
import { encodeSeal, encodeSealInfo } from '../../src/seal/encode.ts'
import { parseSeal } from '../../src/seal/parse.ts'
import { createDocument, DOCUMENT, repack } from '../document.ts'
import { AT, createMember, createProvince, type Member, PIXEL, sealOptions } from '../province.ts'
import { type Forgery, forge } from './forge.ts'
import { rawValue, withExtension, withTimeStamp } from './value.ts'

const province = await createProvince()
const { trust, seal, office, maker, makerRoot, signerRoot } = province
const stamps = [{ page: 1, box: [10, 10, 40, 40] }] as const
const whole = await sealOfd(createDocument(), { seal, signer: office.signer, stamps, at: AT })
const open = await sealOfd(createDocument(), {
  seal,
  signer: office.signer,
  stamps,
  at: AT,
  protect: 'continue',
})

const stranger = await createMember('陌生人', signerRoot)
const makerlessOffice = await createMember('自制人', makerRoot)
const own = await forgeSeal(makerlessOffice, makerlessOffice.certificate)
const foreignSeal = await forgeSeal(office, office.certificate)
const lateSeal = await createSeal({
  ...sealOptions(maker, [office.certificate]),
  validFrom: new Date('2026-07-01T00:00:00Z'),
})
const critical = [{ oid: '1.2.3.4', critical: true, value: new Uint8Array(1) }]
const criticalSeal = await createSeal({ ...sealOptions(maker, [office.certificate]), extensions: critical })
/** Made so many hours after it is used. */
const madeAfter = (hours: number) =>
  createSeal({
    ...sealOptions(maker, [office.certificate]),
    createdAt: new Date(AT.getTime() + hours * 3_600_000),
  })
const unmadeSeal = await madeAfter(9)
const localTimeSeal = await madeAfter(8)
const swapped = encodeUtf8('swapped')
const otherPicture = parseSeal(
  encodeSeal({ ...seal, info: { raw: replaced(seal.info.raw, PIXEL.subarray(40, 50), new Uint8Array(10)) } }),
)
const digestSeal = await createSeal({ ...sealOptions(maker, [stranger.certificate]), signerList: 'digests' })

const FOLDER = 'Doc_0/Signs/Sign_0'
const PAGE = 'Doc_0/Pages/Page_0/Content.xml'

const against = (report: Report<unknown>) =>
  report.checks.filter(({ status }) => status === 'failed' || status === 'indeterminate').map(line)
const line = ({ id, status, code }: Check) => `${id} ${status} ${code}`

const inspect = (bytes: Uint8Array) => inspectOfd(bytes, { trust, at: AT })

test('what all of these are made from passes', async () => {
  expect((await inspect(whole)).verdict).toBe('passed')
  expect((await inspect(open)).verdict).toBe('passed')
  expect((await inspect(await forge(province))).verdict).toBe('passed')
})

type Changes = Parameters<typeof repack>[1]

describe('changes by somebody without a key', () => {
  const digestFailed = 'ofd.references failed ERR_OFD_DIGEST'
  const uncovered = 'ofd.coverage failed ERR_OFD_UNCOVERED'
  const evil = documentXml('evil')

  test.each<[string, string, Changes, string[]]>([
    ['the text of a page', 'whole', { [PAGE]: (xml) => xml.replace('准予', '不准') }, [digestFailed]],
    ['white space in a page', 'whole', { [PAGE]: (xml) => `${xml}\n` }, [digestFailed]],
    ['a template page', 'whole', { 'Doc_0/Tpls/Tpl_0/Content.xml': '<Page/>' }, [digestFailed]],
    ['a picture', 'whole', { 'Doc_0/Res/picture.png': 'another' }, [digestFailed]],
    ['an annotation', 'whole', { 'Doc_0/Annots/Page_0.xml': '<PageAnnot/>' }, [digestFailed]],
    ['an attachment', 'whole', { 'Doc_0/Attachs/data.xml': '<x/>' }, [digestFailed]],
    [
      'a title in OFD.xml',
      'whole',
      { 'OFD.xml': (xml) => xml.replace('施工许可证', '规划许可证') },
      [digestFailed],
    ],
    ['an extra file', 'whole', { 'Doc_0/extra.xml': '<x/>' }, [uncovered]],
    ['an extra file, signing left open', 'open', { 'Doc_0/extra.xml': '<x/>' }, [uncovered]],
    [
      'a file that is gone',
      'whole',
      { 'Doc_0/Attachs/data.xml': undefined },
      ['ofd.references failed ERR_OFD_REFERENCE_MISSING'],
    ],
    [
      'another document root',
      'whole',
      {
        'OFD.xml': (xml) => xml.replace('Doc_0/Document.xml', 'Doc_1/Document.xml'),
        'Doc_1/Document.xml': evil,
        'Doc_0/evil.xml': '<Page/>',
      },
      [digestFailed, uncovered, 'ofd.stamps failed ERR_OFD_STAMP_PAGE'],
    ],
    [
      'another version',
      'whole',
      {
        'OFD.xml': (xml) =>
          xml.replace(
            '<ofd:Signatures>',
            '<ofd:Versions><ofd:Version ID="1" Index="1" Current="true" BaseLoc="Doc_0/V.xml"/></ofd:Versions><ofd:Signatures>',
          ),
        'Doc_0/V.xml': '<x/>',
      },
      ['ofd.roles failed ERR_OFD_ROOT', digestFailed, uncovered],
    ],
    [
      'a second document',
      'whole',
      {
        'OFD.xml': (xml) =>
          xml.replace(
            '</ofd:OFD>',
            '<ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
          ),
        'Doc_1/Document.xml': evil,
        'Doc_0/evil.xml': '<Page/>',
      },
      [digestFailed, uncovered],
    ],
    [
      'a copy of another seal',
      'whole',
      { [`${FOLDER}/Seal.esl`]: 'another' },
      [digestFailed, 'ofd.seal-copy failed ERR_OFD_SEAL_COPY'],
    ],
    [
      'an entry in the list of signatures that leads nowhere',
      'open',
      {
        'Doc_0/Signs/Signatures.xml': (xml) =>
          xml.replace('</ofd:Signatures>', '<ofd:Signature ID="x" BaseLoc="x.xml"/></ofd:Signatures>'),
      },
      ['ofd.signature-file failed ERR_OFD_FILE_MISSING'],
    ],
    [
      'a stamp that was moved',
      'whole',
      { [`${FOLDER}/Signature.xml`]: (xml) => xml.replace('10 10 40 40', '90 10 40 40') },
      ['signature.data-hash failed ERR_SIGNATURE_DATA_HASH'],
    ],
  ])('%s (%s)', async (_, base, changes, expected) => {
    const report = await inspect(repack(base === 'whole' ? whole : open, changes))
    expect(against(report)).toEqual(expected)
    expect(report.verdict).toBe('failed')
  })

  test('a page changed, and its digest in the description too', async () => {
    const changed = repack(whole, { [PAGE]: (xml) => xml.replace('准予', '不准') })
    const before = encodeBase64(digest('SM3', parseOfdPackage(whole).files.get(PAGE)!))
    const after = encodeBase64(digest('SM3', parseOfdPackage(changed).files.get(PAGE)!))
    const report = await inspect(
      repack(changed, { [`${FOLDER}/Signature.xml`]: (xml) => xml.replace(before, after) }),
    )
    expect(against(report)).toEqual(['signature.data-hash failed ERR_SIGNATURE_DATA_HASH'])
  })

  test('signatures taken off', async () => {
    const without = createDocument()
    expect(against(await inspect(without))).toEqual(['ofd.signed failed ERR_OFD_UNSIGNED'])
    const emptied = repack(open, {
      'Doc_0/Signs/Signatures.xml': (xml) => xml.replace(/<ofd:Signature [^>]*>/, ''),
    })
    expect(against(await inspect(emptied))).toEqual(['ofd.signed failed ERR_OFD_UNSIGNED'])
    const twice = await sealOfd(open, { seal, signer: office.signer, at: AT, protect: 'continue' })
    const rest = Object.fromEntries(
      ['Seal.esl', 'Signature.xml', 'SignedValue.dat'].map((name) => [
        `Doc_0/Signs/Sign_1/${name}`,
        undefined,
      ]),
    )
    const once = repack(twice, {
      ...rest,
      'Doc_0/Signs/Signatures.xml': (xml) => xml.replace(/<ofd:Signature ID="s002"[^>]*>/, ''),
    })
    expect((await inspectOfd(twice, { trust, at: AT, signatures: 2 })).verdict).toBe('passed')
    expect(against(await inspectOfd(once, { trust, at: AT, signatures: 2 }))).toEqual([
      'ofd.signed failed ERR_OFD_SIGNATURE_COUNT',
    ])
  })

  test('a signature taken off the list while a later one holds its files', async () => {
    const twice = await sealOfd(open, { seal, signer: office.signer, at: AT, protect: 'continue' })
    const removed = 'ofd.signed failed ERR_OFD_SIGNATURE_REMOVED'
    const unlisted = repack(twice, {
      'Doc_0/Signs/Signatures.xml': (xml) => xml.replace(/<ofd:Signature ID="s001"[^>]*>/, ''),
    })
    const report = await inspect(unlisted)
    expect(against(report)).toEqual([removed])
    expect(report.checks[1]?.facts).toEqual({ count: 1, file: `${FOLDER}/Signature.xml` })
    const value = parseOfdPackage(open).files.get(`${FOLDER}/SignedValue.dat`)!
    const signedOver = async (file: string, content: Uint8Array | string) =>
      against(
        await inspect(
          await sealOfd(repack(createDocument(), { [file]: content }), {
            seal,
            signer: office.signer,
            at: AT,
          }),
        ),
      )
    expect(await signedOver('Doc_0/old.dat', value)).toEqual([removed])
    expect(await signedOver('Doc_0/old.xml', '\ufeff<?xml version="1.0"?>\n<!-- > --><Signature />')).toEqual(
      [removed],
    )
    for (const other of [
      '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>',
      '<Signatures/>',
      seal.raw,
      value.subarray(0, -1),
    ])
      expect(await signedOver('Doc_0/other.dat', other)).toEqual([])
  })

  test('something added after a signature that the next signer covers', async () => {
    const added = repack(open, { 'Doc_0/extra.xml': '<x/>' })
    const report = await inspect(await sealOfd(added, { seal, signer: office.signer, at: AT }))
    expect(against(report)).toEqual(['ofd.coverage failed ERR_OFD_UNCOVERED'])
    expect(
      report.checks.find(({ id, status }) => id === 'ofd.coverage' && status === 'failed')?.facts,
    ).toMatchObject({
      signature: 's001',
      files: 'Doc_0/extra.xml',
    })
  })

  test('a signature carried over from another document', async () => {
    const another = await sealOfd(createDocument({ 'Doc_0/Attachs/data.xml': '<other/>' }), {
      seal,
      signer: office.signer,
      stamps,
      at: AT,
    })
    const taken = parseOfdPackage(another).files.get(`${FOLDER}/SignedValue.dat`)
    expect(against(await inspect(repack(whole, { [`${FOLDER}/SignedValue.dat`]: taken })))).toEqual([
      'signature.data-hash failed ERR_SIGNATURE_DATA_HASH',
    ])
  })
})

describe('documents that show what no signature covers, sealed all the same', () => {
  test.each([
    'http://example.org/x.png',
    'https:x.png',
    'file:///etc/passwd',
    '/file:x.png',
    'C:\\x.png',
    'C:/x.png',
    '../../../outside.png',
    '//example.org/x.png',
  ])('a picture at %s', async (path) => {
    const ofd = DOCUMENT['Doc_0/PublicRes.xml']?.replace('picture.png', path) ?? ''
    // A document cannot be sealed here when it is so; a forger seals another one and swaps the file.
    const swapped = await forge(province, { after: { 'Doc_0/PublicRes.xml': ofd } })
    expect(against(await inspect(swapped))).toEqual(['ofd.package failed ERR_OFD_LOCATION'])
  })

  test('a name in another case is that of the file', async () => {
    const document = createDocument({
      'Doc_0/Document.xml': (DOCUMENT['Doc_0/Document.xml'] ?? '').replace('Tpls/', 'TPLS/'),
    })
    expect(against(await inspect(await forge(province, { document })))).toEqual([])
  })

  test.each([
    'Doc_0/Pages/Page_1/Content.xml',
    'Doc_0/Tpls/Tpl_0/Content.xml',
    'Doc_0/Annots/Annotations.xml',
    'Doc_0/Annots/Page_0.xml',
  ])('%s, which is named but not there', async (file) => {
    const report = await inspect(await forge(province, { document: createDocument({ [file]: undefined }) }))
    expect(against(report)).toEqual(['ofd.graph indeterminate ERR_OFD_NAMED_MISSING'])
    expect(report.checks.find(({ id }) => id === 'ofd.graph')?.facts).toMatchObject({
      missing: file,
      count: 1,
    })
  })
})

describe('signatures by somebody who holds a key but keeps to no rule', () => {
  test.each<[string, string, Forgery]>([
    [
      'a signer whom the seal does not name',
      'signature.signer-listed failed ERR_SIGNATURE_SIGNER_NOT_LISTED',
      { signer: stranger.signer, certificate: stranger.certificate },
    ],
    [
      'a signer whose digest the seal does not name',
      'signature.signer-listed failed ERR_SIGNATURE_SIGNER_NOT_LISTED',
      { seal: digestSeal },
    ],
    [
      'a certificate of somebody else',
      'signature.value failed ERR_SIGNATURE_VALUE',
      { signer: stranger.signer },
    ],
    ['a seal that a signer made', 'seal.maker-path indeterminate ERR_PATH_NO_ANCHOR', { seal: foreignSeal }],
    [
      'a seal that the signer made with a maker certificate',
      'signature.maker-independent failed ERR_SIGNATURE_OWN_SEAL',
      { seal: own, signer: makerlessOffice.signer, certificate: makerlessOffice.certificate },
    ],
    [
      'another picture in the seal',
      'seal.maker-signature failed ERR_SEAL_MAKER_SIGNATURE',
      { seal: otherPicture },
    ],
    ['a seal that was not yet valid', 'seal.validity failed ERR_SEAL_NOT_VALID', { seal: lateSeal }],
    ['a seal that was not yet made', 'seal.validity failed ERR_SEAL_NOT_YET_MADE', { seal: unmadeSeal }],
    [
      'a seal with a critical extension',
      'seal.extensions indeterminate ERR_SEAL_CRITICAL_EXTENSION',
      { seal: criticalSeal },
    ],
    [
      'a critical extension in the signature',
      'signature.extensions indeterminate ERR_SIGNATURE_CRITICAL_EXTENSION',
      { toSign: withExtension(true) },
    ],
    [
      'a place of five thousand octets',
      'signature.structure failed ERR_SEAL_LIMIT',
      { propertyInfo: 'x'.repeat(5000) },
    ],
    [
      'a time to come',
      'signature.time failed ERR_SIGNATURE_TIME_FUTURE',
      { time: new Date('2026-09-01T00:00:00Z') },
    ],
    [
      'a time a few hours ahead',
      'signature.time indeterminate ERR_SIGNATURE_TIME_AHEAD',
      { time: new Date(AT.getTime() + 7 * 3_600_000) },
    ],
    [
      'a time before the certificate',
      'signature.signer-path failed ERR_PATH_NOT_YET_VALID',
      { time: new Date('2025-12-01T00:00:00Z') },
    ],
    [
      'another time in the description',
      'ofd.signature-date failed ERR_OFD_SIGNATURE_DATE',
      { describe: (xml) => xml.replace('20260601080000Z', '20260601120000Z') },
    ],
    ['another version than the seal', 'signature.version failed ERR_SIGNATURE_VERSION', { version: 5 }],
    [
      'MD5 for the files',
      'ofd.digest-method failed ERR_OFD_DIGEST_METHOD',
      { describe: (xml) => xml.replace('1.2.156.10197.1.401', 'MD5') },
    ],
    [
      'SHA-1 for the files',
      'ofd.digest-method failed ERR_OFD_DIGEST_METHOD',
      { describe: (xml) => xml.replace('1.2.156.10197.1.401', 'SHA1') },
    ],
    [
      'no word of the digest',
      'ofd.digest-method failed ERR_OFD_DIGEST_METHOD',
      { describe: (xml) => xml.replace(' CheckMethod="1.2.156.10197.1.401"', '') },
    ],
    [
      'only OFD.xml covered',
      'ofd.coverage failed ERR_OFD_UNCOVERED',
      { covers: (file) => file === 'OFD.xml' },
    ],
    [
      'a template page not covered',
      'ofd.coverage failed ERR_OFD_UNCOVERED',
      { covers: (file) => !file.includes('Tpl_0') },
    ],
    [
      'OFD.xml not covered',
      'ofd.coverage indeterminate ERR_OFD_INDEX_UNCOVERED',
      { covers: (file) => file !== 'OFD.xml' && !file.endsWith('Signatures.xml') },
    ],
    [
      'another place',
      'ofd.property-info failed ERR_OFD_PROPERTY_INFO',
      { propertyInfo: '/Doc_0/Signs/Sign_1/Signature.xml' },
    ],
    [
      'a place in broken JSON',
      'ofd.property-info failed ERR_OFD_PROPERTY_INFO',
      { propertyInfo: '{"Entry":"/Doc_0/Signs' },
    ],
    ['other data', 'signature.data-hash failed ERR_SIGNATURE_DATA_HASH', { dataHash: new Uint8Array(32) }],
    [
      'another algorithm in the signature',
      'signature.algorithm failed ERR_SEAL_ALGORITHM',
      { algorithm: '1.2.840.113549.1.1.11' },
    ],
    [
      'another algorithm in the description',
      'ofd.signature-method failed ERR_OFD_SIGNATURE_METHOD',
      { describe: (xml) => xml.replace('1.2.156.10197.1.501', '1.2.840.113549.1.1.5') },
    ],
    [
      'a stamp on a page that is not there',
      'ofd.stamps failed ERR_OFD_STAMP_PAGE',
      { describe: (xml) => xml.replace('PageRef="1"', 'PageRef="99"') },
    ],
    ['another copy of the seal', 'ofd.seal-copy failed ERR_OFD_SEAL_COPY', { sealCopy: swapped }],
    [
      'bytes after the signed value',
      'signature.structure failed ERR_DER_TRAILING',
      { value: (der) => Uint8Array.of(...der, 0) },
    ],
    [
      'two lists of references',
      'ofd.signature-file failed ERR_OFD_ELEMENT',
      { describe: (xml) => xml.replace('<ofd:Seal>', '<ofd:References/><ofd:Seal>') },
    ],
    [
      'one file referred to twice',
      'ofd.signature-file failed ERR_OFD_ELEMENT',
      { describe: (xml) => xml.replace(/(<ofd:Reference .*?<\/ofd:Reference>)/, '$1$1') },
    ],
    [
      'a digest that is not base64',
      'ofd.signature-file failed ERR_OFD_ELEMENT',
      { describe: (xml) => xml.replace('<ofd:CheckValue>', '<ofd:CheckValue>*') },
    ],
    [
      'a stamp without a box',
      'ofd.signature-file failed ERR_OFD_ELEMENT',
      { describe: (xml) => xml.replace('10 10 40 40', '10 10 40') },
    ],
    [
      'a stamp with a broken clip',
      'ofd.signature-file failed ERR_OFD_ELEMENT',
      { describe: (xml) => xml.replace('PageRef', 'Clip="0 0 0 0" PageRef') },
    ],
    [
      'no references',
      'ofd.signature-file failed ERR_OFD_ELEMENT',
      { describe: (xml) => xml.replace(/<ofd:References.*<\/ofd:References>/, '') },
    ],
    [
      'an empty algorithm',
      'ofd.signature-file failed ERR_OFD_ELEMENT',
      { describe: (xml) => xml.replace('1.2.156.10197.1.501', '') },
    ],
    [
      'a reference to nothing',
      'ofd.signature-file failed ERR_OFD_ELEMENT',
      { describe: (xml) => xml.replace(/FileRef="[^"]*"/, '') },
    ],
    [
      'two signed values',
      'ofd.signature-file failed ERR_OFD_ELEMENT',
      {
        describe: (xml) =>
          xml.replace('<ofd:SignedValue>', '<ofd:SignedValue>/x</ofd:SignedValue><ofd:SignedValue>'),
      },
    ],
    [
      'a document type in the description',
      'ofd.signature-file failed ERR_XML_FORBIDDEN',
      { describe: (xml) => xml.replace('?>', '?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>') },
    ],
    [
      'the signed value gone',
      'signature.structure failed ERR_OFD_FILE_MISSING',
      { after: { [`${FOLDER}/SignedValue.dat`]: undefined } },
    ],
  ])('%s: %s', async (_, expected, forgery) => {
    const report = await inspect(await forge(province, forgery))
    expect(against(report)).toContain(expected)
    expect(report.verdict).not.toBe('passed')
  })

  test('a list of signatures that names one twice, or of no known type, or too many', async () => {
    const list = 'Doc_0/Signs/Signatures.xml'
    const twice = repack(open, { [list]: (xml) => xml.replace(/(<ofd:Signature [^>]*>)/, '$1$1') })
    const odd = repack(open, { [list]: (xml) => xml.replace('Type="Seal"', 'Type="Stamp"') })
    expect(against(await inspect(twice))).toEqual(['ofd.package failed ERR_OFD_ELEMENT'])
    expect(against(await inspect(odd))).toEqual(['ofd.package failed ERR_OFD_ELEMENT'])
    const limited = async (limits: OfdLimits) => against(await inspectOfd(open, { trust, at: AT, limits }))
    expect(await limited({ maxSignatures: 0 })).toEqual(['ofd.package failed ERR_OFD_LIMIT'])
    for (const limits of [{ maxLinks: 1 }, { maxLinks: 9 }])
      expect(await limited(limits)).toEqual(['ofd.package failed ERR_OFD_LIMIT'])
    expect(await limited({ maxValueBytes: 100 })).toEqual(['ofd.signature-file failed ERR_OFD_LIMIT'])
    expect(await limited({ xml: { maxTotalBytes: 1000 } })).toEqual(['ofd.package failed ERR_XML_LIMIT'])
    expect(await limited({ xml: { maxTotalBytes: 6000 } })).toEqual([
      'ofd.signature-file failed ERR_XML_LIMIT',
    ])
    expect(await limited({ xml: { maxEvents: 100 } })).toEqual(['ofd.signature-file failed ERR_XML_LIMIT'])
  })

  test('a certificate that cannot be read', async () => {
    const certificate = { ...office.certificate, raw: Uint8Array.of(2, 1, 1) }
    expect(against(await inspect(await forge(province, { certificate })))).toEqual([
      'signature.algorithm failed ERR_SEAL_ALGORITHM',
      'signature.value failed ERR_DER_TAG',
      'signature.signer-listed failed ERR_SIGNATURE_SIGNER_NOT_LISTED',
      'signature.signer-path failed ERR_DER_TAG',
    ])
  })

  test('what ran out since then is not proven to have been there then', async () => {
    const noProof = 'indeterminate ERR_SIGNATURE_NO_PROOF_OF_TIME'
    const sealRanOut = await inspectOfd(whole, { trust, at: new Date('2027-06-01T00:00:00Z') })
    expect(against(sealRanOut)).toEqual([`seal.validity ${noProof}`])
    const allRanOut = await inspectOfd(whole, { trust, at: new Date('2028-06-01T00:00:00Z') })
    expect(against(allRanOut)).toEqual([
      `signature.signer-path ${noProof}`,
      `seal.maker-path ${noProof}`,
      `seal.validity ${noProof}`,
    ])
  })

  test.each<[string, Forgery]>([
    ['a place as JSON', { propertyInfo: '{"DocId":"1","Entry":"/Doc_0/Signs/Sign_0/Signature.xml"}\n' }],
    ['a place without the root', { propertyInfo: 'Doc_0/Signs/Sign_0/Signature.xml' }],
    ['Beijing time called UTC', { describe: (xml) => xml.replace('20260601080000Z', '20260601160000Z') }],
    [
      'Beijing time with dashes',
      { describe: (xml) => xml.replace('20260601080000Z', '2026-06-01 16:00:00') },
    ],
    [
      'references that count from the root without saying so',
      { describe: (xml) => xml.replaceAll('FileRef="/', 'FileRef="') },
    ],
    ['SM3 by name', { describe: (xml) => xml.replace('1.2.156.10197.1.401', 'SM3') }],
    ['a signature list left open', { covers: (file) => !file.endsWith('Signatures.xml') }],
    ['a seal whose time of making is Beijing time called UTC', { seal: localTimeSeal }],
    ['an extension that is not critical', { toSign: withExtension(false) }],
    ['r and s without DER', { value: rawValue }],
  ])('%s is a way of real writers and passes', async (_, forgery) => {
    expect(against(await inspect(await forge(province, forgery)))).toEqual([])
  })

  test('something in the place of a time stamp fails', async () => {
    const bytes = await forge(province, { value: withTimeStamp })
    expect(against(await inspect(bytes))).toEqual(['signature.time-stamp failed ERR_DER_TRUNCATED'])
  })
})

/** A seal whose maker names anybody, himself included. */
async function forgeSeal({ signer, certificate }: Member, listed: Certificate): Promise<Seal> {
  const { raw: _raw, ...info } = seal.info
  const raw = encodeSealInfo({ ...info, signers: { kind: 'certificates', certificates: [listed.raw] } })
  const signature = await signer.sign(raw)
  const makerCertificate = certificate.raw
  return parseSeal(encodeSeal({ info: { raw }, makerCertificate, algorithm: signer.algorithm, signature }))
}

function documentXml(page: string): string {
  return `<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Pages><ofd:Page ID="77" BaseLoc="/Doc_0/${page}.xml"/></ofd:Pages></ofd:Document>`
}

/** The bytes with one part replaced by another of the same length. */
function replaced(bytes: Uint8Array, part: Uint8Array, by: Uint8Array): Uint8Array {
  const at = bytes.findIndex((_, i) => part.every((octet, k) => bytes[i + k] === octet))
  const changed = bytes.slice()
  changed.set(by, at)
  return changed
}
