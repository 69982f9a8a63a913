import { encodeUtf8, TrustError } from '@xinyin/core'
import { encodeContext, encodeElement, encodeSequence } from '@xinyin/core/der'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createOfdPackage, inspectOfd, parseOfdPackage, sealOfd } from '../../src/carriers/ofd/index.ts'
import { inspectSeal, parseSeal, parseSealSignature } from '../../src/index.ts'
import { createDocument } from '../document.ts'
import { AT, createProvince } from '../province.ts'

const { seal, office, trust } = await createProvince()
const sealed = await sealOfd(createDocument(), {
  seal,
  signer: office.signer,
  at: AT,
  compression: 'deflated',
})

/** A second, with room for a machine that is busy with other tests. */
const LIMIT_MS = 3000

/** Runs a reader on hostile input: an error with a code, or a value, in time. */
function readsSafely(read: (bytes: Uint8Array) => unknown, bytes: Uint8Array): void {
  const start = performance.now()
  try {
    read(bytes)
  } catch (error) {
    expect(error).toBeInstanceOf(TrustError)
  }
  expect(performance.now() - start).toBeLessThan(LIMIT_MS)
}

/** Some bytes of `whole` changed. */
const mutated = (whole: Uint8Array) =>
  fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }).map((changes) => {
    const bytes = whole.slice()
    for (const [at, value] of changes) bytes[at] = value
    return bytes
  })

const truncated = (whole: Uint8Array) => fc.nat(whole.length - 1).map((length) => whole.slice(0, length))
const bytes = fc.uint8Array({ maxLength: 500 })

describe('readers meet anything with a coded error', () => {
  test.each<[string, (bytes: Uint8Array) => unknown, Uint8Array]>([
    ['parseSeal', parseSeal, seal.raw],
    [
      'parseSealSignature',
      parseSealSignature,
      parseOfdPackage(sealed).files.get('Doc_0/Signs/Sign_0/SignedValue.dat')!,
    ],
    ['parseOfdPackage', parseOfdPackage, sealed],
  ])('%s', (_, read, good) => {
    fc.assert(
      fc.property(fc.oneof(bytes, truncated(good), mutated(good)), (input) => readsSafely(read, input)),
      { numRuns: 400 },
    )
  })

  test('parseOfdPackage, with hostile index files in a sound archive', () => {
    const names = ['OFD.xml', 'Doc_0/Document.xml', 'Doc_0/PublicRes.xml', 'Doc_0/Annots/Annotations.xml']
    const files = [...parseOfdPackage(createDocument()).files].map(([name, content]) => ({
      name,
      bytes: content,
    }))
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.infiniteStream(fc.nat()), bytes, (name, random, noise) => {
        const hostile = files.map((file) => {
          if (file.name !== name) return file
          const at = (random.next().value ?? 0) % file.bytes.length
          return {
            name,
            bytes: Uint8Array.of(...file.bytes.subarray(0, at), ...noise, ...file.bytes.subarray(at + 5)),
          }
        })
        readsSafely(parseOfdPackage, createOfdPackage(hostile))
      }),
      { numRuns: 200 },
    )
  })

  test('inspectors report and do not throw, and what is changed never passes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes, truncated(seal.raw), mutated(seal.raw)), async (input) => {
        const report = await inspectSeal(input, { trust, at: AT })
        if (report.verdict === 'passed') expect(input).toEqual(seal.raw)
      }),
      { numRuns: 200 },
    )
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes, truncated(sealed)), async (input) => {
        expect((await inspectOfd(input, { trust, at: AT })).verdict).toBe('failed')
      }),
      { numRuns: 200 },
    )
  })
})

describe('input made to take long or much is refused in time', () => {
  const head = '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016">'
  const deep = head + '<ofd:a>'.repeat(10_000)
  const many = `${head}${'<a/>'.repeat(60_001)}</ofd:OFD>`
  const wide = `<a ${Array.from({ length: 5000 }, (_, i) => `b${i}=""`).join(' ')}/>`
  const bodies = `${head}${'<ofd:DocBody><ofd:DocRoot>a.xml</ofd:DocRoot></ofd:DocBody>'.repeat(65)}</ofd:OFD>`
  const laughs = `<!DOCTYPE a [<!ENTITY a "${'a'.repeat(1000)}">]><a>&a;</a>`
  const index = (xml: string | Uint8Array) =>
    createOfdPackage([{ name: 'OFD.xml', bytes: typeof xml === 'string' ? encodeUtf8(xml) : xml }])

  test.each<[string, string, Uint8Array]>([
    ['XML of great depth', 'ERR_XML_LIMIT', index(deep)],
    ['XML of many elements', 'ERR_XML_LIMIT', index(many)],
    ['XML of many attributes', 'ERR_XML_LIMIT', index(wide)],
    ['XML of many bytes', 'ERR_XML_LIMIT', index(new Uint8Array(17 * 1024 * 1024))],
    ['many documents', 'ERR_OFD_LIMIT', index(bodies)],
    ['entities', 'ERR_XML_FORBIDDEN', index(laughs)],
    ['an unknown entity', 'ERR_XML_MALFORMED', index('<a>&b;</a>')],
    ['a processing instruction', 'ERR_XML_FORBIDDEN', index('<?php x?><a/>')],
    ['another encoding', 'ERR_XML_ENCODING', index('<?xml version="1.0" encoding="GB18030"?><a/>')],
    ['bytes that are not UTF-8', 'ERR_XML_ENCODING', index(Uint8Array.of(0x3c, 0xff))],
    ['an undeclared prefix', 'ERR_XML_MALFORMED', index('<ofd:OFD/>')],
    ['two roots', 'ERR_XML_MALFORMED', index('<a/><b/>')],
    ['no root', 'ERR_XML_MALFORMED', index(' ')],
    ['an attribute twice', 'ERR_XML_MALFORMED', index('<a b="1" b="2"/>')],
    ['another root', 'ERR_OFD_ELEMENT', index('<a/>')],
    ['the name in another namespace', 'ERR_OFD_ELEMENT', index('<OFD xmlns="urn:other"/>')],
    ['no document', 'ERR_OFD_ELEMENT', index(`${head}</ofd:OFD>`)],
    [
      'two roots of one document',
      'ERR_OFD_ELEMENT',
      createDocument({
        'OFD.xml': `${head}<ofd:DocBody><ofd:DocRoot>a</ofd:DocRoot><ofd:DocRoot>b</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
      }),
    ],
    [
      'a document that is not there',
      'ERR_OFD_FILE_MISSING',
      createDocument({ 'Doc_0/Document.xml': undefined }),
    ],
    [
      'a path out of the package',
      'ERR_OFD_LOCATION',
      createDocument({
        'OFD.xml': `${head}<ofd:DocBody><ofd:DocRoot>../x.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
      }),
    ],
    ['no index', 'ERR_OFD_FILE_MISSING', createOfdPackage([{ name: 'a', bytes: new Uint8Array(1) }])],
  ])('%s: %s', async (_, code, input) => {
    const start = performance.now()
    const report = await inspectOfd(input, { trust })
    expect(performance.now() - start).toBeLessThan(LIMIT_MS)
    expect(report.checks[0]).toMatchObject({ id: 'ofd.package', status: 'failed', code })
  })

  test('seals of great depth or length', () => {
    let nested = encodeSequence()
    for (let depth = 0; depth < 200; depth++) nested = encodeSequence(nested)
    for (const input of [
      nested,
      encodeContext(0, nested),
      encodeElement(0x30, new Uint8Array(17 * 1024 * 1024)),
    ])
      readsSafely(parseSeal, input)
  })
})
