import { encodeUtf8 } from '@xinyin/core'
import {
  createOfdPackage,
  loadOfdPackage,
  parseOfdPackage,
  type ReadXml,
  withXmlReader,
} from '@xinyin/e-seal/ofd'
import { createPages } from '@xinyin/testkit/sealed'
import { expect, test } from 'vitest'

/** Files of XML are not plain with a comment in them. */
const commented = (document: Uint8Array): Uint8Array =>
  createOfdPackage(
    [...parseOfdPackage(document).files].map(([name, bytes]) => ({
      name,
      bytes: name.endsWith('.xml')
        ? encodeUtf8(new TextDecoder().decode(bytes).replace('?>', '?><!-- by hand -->'))
        : bytes,
    })),
  )

const PAGES = createPages(2)

test.each([
  ['plain', PAGES],
  ['not plain', commented(PAGES)],
])('a package whose files are %s is loaded as it is parsed', async (_, bytes) => {
  expect(await loadOfdPackage(bytes)).toEqual(parseOfdPackage(bytes))
})

test('what is broken is refused in the same way', async () => {
  const broken = PAGES.slice(0, -10)
  expect(() => parseOfdPackage(broken)).toThrow(expect.objectContaining({ code: 'ERR_ZIP_STRUCTURE' }))
  await expect(loadOfdPackage(broken)).rejects.toMatchObject({ code: 'ERR_ZIP_STRUCTURE' })
})

const xml = (text: string) => encodeUtf8(`<?xml version="1.0"?>${text}`)

test('files are read once where all of them are plain, and again where one is not', async () => {
  let calls = 0
  const read = (...texts: string[]) =>
    withXmlReader({}, (readXml: ReadXml) => {
      calls++
      return texts.map((text) => readXml(xml(text), 'A.xml').text)
    })
  expect(await read('<A>1</A>', '<B>2</B>')).toEqual(['1', '2'])
  expect(calls).toBe(1)
  expect(await read('<A>1</A>', '<B><!-- two -->2</B>')).toEqual(['1', '2'])
  expect(calls).toBe(3)
})

test('limits and faults of XML are those of other readers, and what the caller throws comes through', async () => {
  const read = (text: string, limits = {}) =>
    withXmlReader(limits, (readXml: ReadXml) => readXml(xml(text), 'A.xml').name)
  await expect(read('<A><!-- -- --></A>')).rejects.toMatchObject({ code: 'ERR_XML_MALFORMED' })
  await expect(read('<A/>', { maxTotalBytes: 10 })).rejects.toMatchObject({ code: 'ERR_XML_LIMIT' })
  await expect(read('<!DOCTYPE A><A/>')).rejects.toMatchObject({ name: 'SealError' })
  const fault = new RangeError('mine')
  const thrown = withXmlReader({}, () => {
    throw fault
  })
  await expect(thrown).rejects.toBe(fault)
})
