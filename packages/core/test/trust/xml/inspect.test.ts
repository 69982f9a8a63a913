import { readFileSync } from 'node:fs'
import { decodeBase64, digest, encodeBase64, encodeUtf8, parseCertificate } from '@xinyin/core'
import {
  inspectTrustedList,
  parseTrustedList,
  type TrustedListOptions,
  verifyTrustedList,
} from '@xinyin/core/trust-xml'
import { describe, expect, test } from 'vitest'
import { office } from '../list/authorities.ts'
import {
  body,
  C14N,
  DS,
  forger,
  GRANTED,
  make,
  OPTIONS,
  period,
  reference,
  root,
  SHA256,
  type SignatureParts,
  scheme,
  service,
  signature,
  supervisor,
  TYPE,
  transform,
  WITHDRAWN,
} from './maker.ts'

const inspect = (xml: string | Uint8Array, changes: Partial<TrustedListOptions> = {}) =>
  inspectTrustedList(xml, { ...OPTIONS, ...changes })

/** The one check that stands against a list. */
async function refusal(xml: string | Uint8Array, changes: Partial<TrustedListOptions> = {}) {
  const report = await inspect(xml, changes)
  expect(report.verified).toBeUndefined()
  const against = report.checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')
  expect(against).toHaveLength(1)
  return against[0]
}

const failing = (id: string, code: string, facts: object = {}) => ({
  id,
  status: 'failed',
  code,
  facts: expect.objectContaining(facts),
})
const badSignature = (found: string) =>
  failing('trust-list.signature', 'ERR_TRUST_LIST_XML_SIGNATURE', { found })

/** A list with a signature that holds, made from other parts than those of the standard. */
const withSignature = async (parts: Partial<SignatureParts>, content = body()) =>
  root(content + (await signature({ references: reference({ over: root(content) }), ...parts })))

describe('lists made by xmlsec', () => {
  const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
  const trustIn = (xml: string) => {
    const certificate = parseCertificate(
      decodeBase64((/<ds:X509Certificate>([^<]+)/.exec(xml)?.[1] ?? '').replace(/\s/g, '')),
    )
    return { anchors: [{ certificate, roles: ['trust-list-signer'] as const }], intermediates: [] }
  }

  test.each(['rsa.xml', 'ecdsa-xades.xml'])('%s passes and is read', async (name) => {
    const xml = read(name)
    const report = await inspect(xml, { trust: trustIn(xml) })
    expect(report.verdict).toBe('passed')
    expect(report.subject).toMatchObject({
      version: 5,
      sequence: 42,
      territory: 'ES',
      operator: 'Supervisor',
      services: [{ provider: 'Provider', name: 'Time stamps', type: TYPE, status: GRANTED, history: [] }],
    })
  })

  test.each(['rsa.xml', 'ecdsa-xades.xml'])(
    '%s fails with any one character of its content changed',
    async (name) => {
      const xml = read(name)
      for (const [found, other] of [
        ['granted<', 'granteD<'],
        ['>42<', '>43<'],
        ['Cía', 'Cia'],
        ['Id="TL"', 'Id="TM"'],
        ['2026-06-01', '2026-06-02'],
      ] as const) {
        expect(xml).toContain(found)
        const report = await inspect(xml.replace(found, other), { trust: trustIn(xml) })
        expect(report.verdict).toBe('failed')
      }
    },
  )

  test('the signed properties cannot be changed, moved away, or name another signer', async () => {
    const xml = read('ecdsa-xades.xml')
    const trust = trustIn(xml)
    const time = xml.replace('<xades:SigningTime>2027', '<xades:SigningTime>2028')
    expect(await refusal(time, { trust })).toEqual(badSignature('digest'))
    const gone = xml.replace(/<ds:Object>.*<\/ds:Object>/s, '')
    expect(await refusal(gone, { trust })).toEqual(badSignature('reference'))
  })
})

test('a list that is as it should be', async () => {
  const report = await inspect(await make())
  expect(report.checks.map(({ id, status }) => [id, status])).toEqual([
    ['trust-list.format', 'passed'],
    ['trust-list.signature', 'passed'],
    ['trust-list.signer', 'passed'],
    ['trust-list.territory', 'passed'],
    ['trust-list.sequence', 'skipped'],
    ['trust-list.validity', 'passed'],
  ])
  expect(report.subject?.services[0]?.certificates[0]?.raw).toEqual(office.certificate.raw)
  expect(parseTrustedList(encodeUtf8(await make()))).toEqual(report.subject)
})

test('what stands around and between changes nothing: declaration, mark, comments', async () => {
  const xml = await make()
  const declared = `\ufeff<?xml version="1.0" encoding="utf-8" standalone="no"?>\n<!-- a -->${xml}\n`
  expect((await inspect(declared)).verdict).toBe('passed')
  const split = xml.replace('>42<', '>4<!-- 1 -->2<').replace('granted<', 'gran<!-- -->ted<')
  expect((await inspect(split)).subject).toEqual((await inspect(xml)).subject)
})

test('the list seen before and a later one pass; an older one and another of its number do not', async () => {
  const { memory } = await verifyTrustedList(await make(), OPTIONS)
  const numbered = (sequence: string, services = service()) => make(body(services, scheme(sequence)))
  expect((await inspect(await make(), { remembered: memory })).verdict).toBe('passed')
  expect((await inspect(await numbered('43'), { remembered: memory })).verdict).toBe('passed')
  expect(await refusal(await numbered('41'), { remembered: memory })).toMatchObject({
    code: 'ERR_TRUST_LIST_ROLLBACK',
  })
  expect(
    await refusal(await numbered('42', service(period(WITHDRAWN))), { remembered: memory }),
  ).toMatchObject({
    code: 'ERR_TRUST_LIST_EQUIVOCATION',
  })
})

describe('of who, where and when', () => {
  test('a stranger', async () => {
    expect(await refusal(await make(body(), forger))).toMatchObject({
      id: 'trust-list.signer',
      status: 'indeterminate',
      code: 'ERR_PATH_NO_ANCHOR',
    })
    await expect(verifyTrustedList(await make(body(), forger), OPTIONS)).rejects.toMatchObject({
      code: 'ERR_PATH_NO_ANCHOR',
      message: expect.stringContaining('No certificate trusted'),
    })
  })

  test('the list of another country', async () => {
    expect(await refusal(await make(), { territory: 'PT' })).toEqual(
      failing('trust-list.territory', 'ERR_TRUST_LIST_TERRITORY', { territory: 'ES', expected: 'PT' }),
    )
  })

  test('overdue, closed, from the future', async () => {
    const at = new Date('2027-07-02T00:00:00Z')
    expect(await refusal(await make(), { at })).toMatchObject({
      status: 'indeterminate',
      code: 'ERR_TRUST_LIST_EXPIRED',
    })
    const closed = scheme().replace(/<NextUpdate>.*<\/NextUpdate>/, '<NextUpdate></NextUpdate>')
    expect(await refusal(await make(body(service(), closed)))).toMatchObject({
      code: 'ERR_TRUST_LIST_EXPIRED',
    })
    const early = new Date('2027-05-01T00:00:00Z')
    expect(await refusal(await make(), { at: early })).toMatchObject({ code: 'ERR_TRUST_LIST_FUTURE' })
  })

  test('a wrong call', async () => {
    await expect(inspect('', { territory: 'es' })).rejects.toThrow(TypeError)
    await expect(inspect('', { at: new Date(Number.NaN) })).rejects.toThrow(RangeError)
  })
})

describe('signatures that do not cover what they seem to', () => {
  test('a changed entry', async () => {
    expect(await refusal((await make()).replace(GRANTED, WITHDRAWN))).toEqual(badSignature('digest'))
  })

  test('another signature value, and the certificate of somebody else beside it', async () => {
    const swapped = (await make(body(), forger)).replace(
      encodeBase64(forger.certificate.raw),
      encodeBase64(supervisor.certificate.raw),
    )
    expect(await refusal(swapped)).toEqual(failing('trust-list.signature', 'ERR_TRUST_LIST_SIGNATURE'))
    const cut = (await make()).replace(/<ds:SignatureValue>[^<]*/, '<ds:SignatureValue>AA==')
    expect(await refusal(cut)).toEqual(failing('trust-list.signature', 'ERR_TRUST_LIST_SIGNATURE'))
    const none = (await make()).replace(/<ds:SignatureValue>[^<]*/, '<ds:SignatureValue>')
    expect(await refusal(none)).toEqual(failing('trust-list.signature', 'ERR_TRUST_LIST_SIGNATURE'))
  })

  test('wrapping: the signed list inside of another one', async () => {
    const signed = root(body())
    const genuine = await signature({ references: reference({ uri: '#TL', over: signed }) })
    const evil = body(service(period(WITHDRAWN)))
    expect((await inspect(root(body() + genuine))).verdict).toBe('passed')
    for (const wrapped of [
      root(`${evil}<Old>${signed}</Old>${genuine}`, 'OTHER'),
      root(`${evil}<Old>${signed}</Old>${genuine}`, 'TL'),
      root(
        evil + genuine.replace('</ds:Signature>', `<ds:Object>${signed}</ds:Object></ds:Signature>`),
        'OTHER',
      ),
      root(
        evil + genuine.replace('</ds:Signature>', `<ds:Object>${signed}</ds:Object></ds:Signature>`),
        'TL',
      ),
    ]) {
      expect(await refusal(wrapped)).toEqual(badSignature('reference'))
    }
    expect(await refusal(root(`${evil}<Old>${root(body() + genuine)}</Old>`, 'OTHER'))).toEqual(
      badSignature('position'),
    )
  })

  test.each(['Id', 'ID', 'id', 'xml:id'])('two elements of the id, the other by %s', async (name) => {
    const content = body().replace('<TSPServices>', `<TSPServices ${name}="TL">`)
    const references = reference({ uri: '#TL', over: root(content) })
    expect(await refusal(await withSignature({ references }, content))).toEqual(badSignature('reference'))
  })

  test.each(['#part', 'https://example.org/list.xml', '#', '#xpointer(/)', '?'])(
    'a reference to %s',
    async (uri) => {
      const references = reference({ uri, over: root(body()) })
      expect(await refusal(await withSignature({ references }))).toEqual(badSignature('reference'))
    },
  )

  test('no reference, or two, or three', async () => {
    const one = reference({ over: root(body()) })
    for (const references of ['', one + one, one + one + one]) {
      expect(await refusal(await withSignature({ references }))).toEqual(badSignature('reference'))
    }
  })

  test('no signature, or two', async () => {
    expect(await refusal(root(body()))).toEqual(badSignature('count'))
    const one = await signature({ references: reference({ over: root(body()) }) })
    expect(await refusal(root(body() + one + one))).toEqual(badSignature('count'))
  })

  const enveloped = transform(`${DS}enveloped-signature`)
  const xpath = '<ds:XPath>ancestor::x</ds:XPath>'
  test.each([
    ['none', ''],
    ['one', enveloped],
    ['in another order', transform(C14N) + enveloped],
    ['one more', enveloped + transform(C14N) + transform(C14N)],
    ['with comments', enveloped + transform(`${C14N}WithComments`)],
    ['XPath', enveloped + transform('http://www.w3.org/TR/1999/REC-xpath-19991116', xpath)],
    ['XSLT', transform('http://www.w3.org/TR/1999/REC-xslt-19991116') + transform(C14N)],
    [
      'with parameters',
      enveloped + transform(C14N, '<InclusiveNamespaces PrefixList="x"></InclusiveNamespaces>'),
    ],
  ])('transforms: %s', async (_, transforms) => {
    const references = reference({ transforms, over: root(body()) })
    expect(await refusal(await withSignature({ references }))).toEqual(badSignature('transform'))
  })

  test.each([
    'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
    'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
    'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256',
    'http://www.w3.org/2001/04/xmldsig-more#rsa-md5',
    'constructor',
    '',
  ])('the signature algorithm "%s"', async (method) => {
    expect(await refusal(await withSignature({ method }))).toEqual(badSignature('algorithm'))
  })

  test.each([
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
    'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384',
  ])('the algorithm %s for a key or a hash of another one', async (method) => {
    expect(await refusal(await withSignature({ method }))).toEqual(
      failing('trust-list.signature', 'ERR_TRUST_LIST_SIGNATURE'),
    )
  })

  test('a digest with SHA-1, another canonical form', async () => {
    const references = reference({ method: `${DS}sha1`, over: root(body()) })
    expect(await refusal(await withSignature({ references }))).toEqual(badSignature('algorithm'))
    const canonicalization = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
    expect(await refusal(await withSignature({ canonicalization }))).toEqual(badSignature('canonicalization'))
    const inclusive = (await make()).replace(
      `<ds:CanonicalizationMethod Algorithm="${C14N}">`,
      `$&<x xmlns="">1</x>`,
    )
    expect(await refusal(inclusive)).toEqual(badSignature('algorithm'))
  })

  test('no certificate, one that is none, or too many', async () => {
    const info = (...items: readonly string[]) =>
      `<ds:KeyInfo><ds:X509Data>${items.map((item) => `<ds:X509Certificate>${item}</ds:X509Certificate>`).join('')}</ds:X509Data></ds:KeyInfo>`
    const own = encodeBase64(supervisor.certificate.raw)
    expect((await inspect(await withSignature({ keyInfo: info(own) }))).verdict).toBe('passed')
    expect(await refusal(await withSignature({ keyInfo: info() }))).toEqual(badSignature('certificate'))
    expect(await refusal(await withSignature({ keyInfo: info(...Array(11).fill(own)) }))).toEqual(
      badSignature('certificate'),
    )
    expect(await refusal(await withSignature({ keyInfo: info('AAAA') }))).toMatchObject({
      code: 'ERR_TRUST_LIST_CERTIFICATE',
    })
    expect(await refusal(await withSignature({ keyInfo: '' }))).toMatchObject({
      code: 'ERR_TRUST_LIST_MEMBER',
    })
  })
})

describe('signed properties', () => {
  const XADES = 'http://uri.etsi.org/01903/v1.3.2#'
  const kind = 'http://uri.etsi.org/01903#SignedProperties'
  const named = (certificate: Uint8Array, method = SHA256) =>
    `<xades:SigningCertificateV2><xades:Cert><xades:CertDigest><ds:DigestMethod xmlns:ds="${DS}" Algorithm="${method}"></ds:DigestMethod>` +
    `<ds:DigestValue xmlns:ds="${DS}">${encodeBase64(digest('SHA-256', certificate))}</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2>`
  const properties = (inner: string) =>
    `<xades:SignedProperties xmlns:xades="${XADES}" Id="props"><xades:SignedSignatureProperties>${inner}</xades:SignedSignatureProperties></xades:SignedProperties>`
  const objectOf = (text: string) =>
    `<ds:Object><xades:QualifyingProperties xmlns:xades="${XADES}">${text}</xades:QualifyingProperties></ds:Object>`
  const withProperties = (text: string, changes: Partial<Parameters<typeof reference>[0]> = {}) =>
    withSignature({
      references:
        reference({ over: root(body()) }) +
        reference({ uri: '#props', type: kind, transforms: transform(C14N), over: text, ...changes }),
      object: objectOf(text),
    })
  const own = properties(named(supervisor.certificate.raw))

  test('pass where they name the signer', async () => {
    expect((await inspect(await withProperties(own))).verdict).toBe('passed')
    expect((await inspect(await withProperties(properties('')))).verdict).toBe('passed')
  })

  test('that name another certificate, or none, or by an old digest', async () => {
    const other = properties(named(forger.certificate.raw))
    expect(await refusal(await withProperties(other))).toEqual(badSignature('properties'))
    const nobody = properties('<xades:SigningCertificate></xades:SigningCertificate>')
    expect(await refusal(await withProperties(nobody))).toEqual(badSignature('properties'))
    const old = properties(named(supervisor.certificate.raw, `${DS}sha1`))
    expect(await refusal(await withProperties(old))).toEqual(badSignature('algorithm'))
  })

  test('a reference that goes elsewhere, by another way, or to other octets', async () => {
    for (const changes of [{ uri: '#TL' }, { uri: 'props' }, { uri: '' }]) {
      expect(await refusal(await withProperties(own, changes))).toEqual(badSignature('reference'))
    }
    for (const transforms of ['', transform(C14N) + transform(C14N), transform(`${DS}base64`)]) {
      expect(await refusal(await withProperties(own, { transforms }))).toEqual(badSignature('transform'))
    }
    expect(await refusal(await withProperties(own, { over: 'x' }))).toEqual(badSignature('digest'))
  })

  test('two references to properties leave none for the list', async () => {
    const one = reference({ uri: '#props', type: kind, transforms: transform(C14N), over: own })
    const xml = await withSignature({ references: one + one, object: objectOf(own) })
    expect(await refusal(xml)).toEqual(badSignature('reference'))
  })
})

describe('XML that is not let in', () => {
  const xmlError = (found: string) => failing('trust-list.format', 'ERR_TRUST_LIST_XML', { found })

  test('entities, document types, instructions and CDATA, even where they do no harm', async () => {
    const xml = await make()
    const laughs =
      '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    const external = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for (const text of [
      laughs + xml,
      external + xml,
      `<!DOCTYPE x>${xml}`,
      xml.replace('>42<', '><![CDATA[42]]><'),
    ]) {
      expect(await refusal(text)).toEqual(xmlError('declaration'))
    }
    expect(await refusal(`<?xml version="1.0"?><?xml-stylesheet href="x"?>${xml}`)).toEqual(
      xmlError('processing-instruction'),
    )
    expect(await refusal(`<?xml version="1.0" encoding="UTF-16"?>${xml}`)).toEqual(
      xmlError('processing-instruction'),
    )
    expect(await refusal(xml.replace('>42<', '>&a;<'))).toEqual(xmlError('syntax'))
  })

  test('what is not well-formed', async () => {
    const xml = await make()
    for (const text of [
      '',
      'x',
      '<',
      '<a',
      '<a b="',
      '<a b="<"/>',
      xml.slice(0, -1),
      xml.slice(0, 500),
      `${xml}${xml}`,
      `${xml}x`,
    ]) {
      expect(await refusal(text)).toEqual(xmlError('syntax'))
    }
    expect(await refusal(`${xml}<!-- `)).toEqual(xmlError('comment'))
    expect(await refusal(xml.replace(' Id="TL"', ' Id="TL" Id="TL"'))).toEqual(xmlError('syntax'))
    expect(await refusal(xml.replace(' Id="TL"', ' x:y="1"'))).toEqual(xmlError('syntax'))
    expect(await refusal(Uint8Array.of(0x3c, 0xff))).toMatchObject({ code: 'ERR_BYTES_UTF8' })
  })

  test('larger, deeper or more than a list may be', async () => {
    const xml = await make()
    const size = (unit: string) => failing('trust-list.format', 'ERR_TRUST_LIST_SIZE', { unit })
    expect(await refusal(xml, { limits: { maxBytes: 100 } })).toEqual(size('bytes'))
    expect(await refusal(xml, { limits: { maxElements: 10 } })).toEqual(size('elements'))
    expect(await refusal('<a>'.repeat(2_000_000))).toEqual(size('levels'))
    expect(await refusal(`<a>${'<a/>'.repeat(600_000)}</a>`)).toEqual(size('elements'))
    expect(await refusal(`<a>${'<!---->'.repeat(600_000)}</a>`)).toEqual(size('elements'))
  })

  test('with more namespaces in one place than a list has any use for', async () => {
    const limit = failing('trust-list.format', 'ERR_TRUST_LIST_SIZE', { unit: 'namespaces', limit: 64 })
    const declaring = (count: number) =>
      Array.from({ length: count }, (_, i) => ` xmlns:n${i}="urn:${i}"`).join('')
    expect(await refusal(`<a${declaring(65)}/>`)).toEqual(limit)
    expect(await refusal(`<a${declaring(40)}><b><c${declaring(25)}/></b></a>`)).toEqual(limit)
    expect(await refusal(`<a${declaring(40)}>${'<c xmlns="urn:c"/>'.repeat(100)}</a>`)).not.toEqual(limit)
    const xml = await make()
    const padded = xml.replace(' Id="TL"', ` Id="TL"${declaring(20_000)}`)
    expect(await refusal(padded)).toEqual(limit)
  })
})

describe('content that is not that of a list', () => {
  test.each([
    [
      'another root',
      (text: string) => text.replaceAll('TrustServiceStatusList', 'Other'),
      'ERR_TRUST_LIST_MEMBER',
    ],
    ['another namespace', (text: string) => text.replace('02231/v2', '02231/v3'), 'ERR_TRUST_LIST_MEMBER'],
    ['version 4', (text: string) => text.replace('>5<', '>4<'), 'ERR_TRUST_LIST_VERSION'],
    ['a number that is none', (text: string) => text.replace('>42<', '>042<'), 'ERR_TRUST_LIST_MEMBER'],
    [
      'a number with something in it',
      (text: string) => text.replace('>42<', '>4<b></b>2<'),
      'ERR_TRUST_LIST_MEMBER',
    ],
    [
      'two numbers',
      (text: string) => text.replace('<TSLType>', '<TSLSequenceNumber>1</TSLSequenceNumber>$&'),
      'ERR_TRUST_LIST_MEMBER',
    ],
    ['no country', (text: string) => text.replace('>ES<', '>Spain<'), 'ERR_TRUST_LIST_MEMBER'],
    [
      'a day that is none',
      (text: string) => text.replace('2027-06-01', '2027-06-31'),
      'ERR_TRUST_LIST_MEMBER',
    ],
    [
      'local time',
      (text: string) => text.replace('2026-06-01T00:00:00Z', '2026-06-01T00:00:00'),
      'ERR_TRUST_LIST_MEMBER',
    ],
    [
      'no name',
      (text: string) => text.replace('<Name xml:lang="en">Provider</Name>', ''),
      'ERR_TRUST_LIST_MEMBER',
    ],
    [
      'no certificate',
      (text: string) => text.replace(/<X509Certificate>[^<]*/, '<X509Certificate>AAAA'),
      'ERR_TRUST_LIST_CERTIFICATE',
    ],
  ])('%s', async (_, change, code) => {
    const content = change(root(body()))
    const signed = await signature({ references: reference({ over: content }) })
    const xml = content.replace(/<\/[^<]*>$/, (end) => signed + end)
    expect(await refusal(xml)).toMatchObject({ id: 'trust-list.format', code })
  })

  test('a past that is not past', async () => {
    const xml = await make(body(service(period(WITHDRAWN), period(GRANTED, '2026-06-01T00:00:00Z'))))
    expect(await refusal(xml)).toMatchObject({ code: 'ERR_TRUST_LIST_HISTORY' })
  })
})
