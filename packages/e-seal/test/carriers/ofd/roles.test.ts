import { encodeUtf8 } from '@xinyin/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inspectOfd, sealOfd } from '../../../src/carriers/ofd/index.ts'
import { foldPath } from '../../../src/carriers/ofd/roles.ts'
import { rootOf } from '../../../src/carriers/ofd/xml/root.ts'
import { createDocument, DOCUMENT, repack } from '../../document.ts'
import { AT, createProvince } from '../../province.ts'

const { seal, office, trust } = await createProvince()
const LIST = 'Doc_0/Signs/Signatures.xml'
const FUTURE = 'Doc_0/Signs/Sign_0/Signature.xml'
const sealing = { seal, signer: office.signer, at: AT, protect: 'continue' } as const

const inDocument = (part: string) => ({
  'Doc_0/Document.xml': DOCUMENT['Doc_0/Document.xml']?.replace('</ofd:Document>', `${part}</ofd:Document>`),
})
const inInfo = (part: string) => ({
  'OFD.xml': DOCUMENT['OFD.xml']?.replace('</ofd:DocInfo>', `${part}</ofd:DocInfo>`),
})
const inAttachments = (path: string) => ({
  'Doc_0/Attachs/Attachments.xml': DOCUMENT['Doc_0/Attachs/Attachments.xml']?.replace('data.xml', path),
})
const RES =
  '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016" BaseLoc="Signs"><ofd:MultiMedias><ofd:MultiMedia ID="4" Type="Image"><ofd:MediaFile>Signatures.xml</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>'

describe('a document that names a file of a signature as content is not sealed', () => {
  test.each<[string, Record<string, string | undefined>]>([
    ['tags', inDocument(`<ofd:CustomTags>/${LIST}</ofd:CustomTags>`)],
    ['extensions', inDocument(`<ofd:Extensions>Signs/Signatures.xml</ofd:Extensions>`)],
    ['the description to come', inDocument(`<ofd:CustomTags>/${FUTURE}</ofd:CustomTags>`)],
    ['the value to come', inAttachments('../Signs/Sign_0/SignedValue.dat')],
    ['the seal to come', inAttachments('/Doc_0/Signs/Sign_0/Seal.esl')],
    ['an attachment in another case', inAttachments('/DOC_0/signs/SIGNATURES.XML')],
    ['an attachment with dots', inAttachments('./../Signs/./Signatures.xml')],
    ['an attachment with escapes', inAttachments('/Doc_0/%53igns/Signatures.xml')],
    ['an attachment with a trailing dot', inAttachments('/Doc_0/Signs/Signatures.xml.')],
    ['an attachment with a stream of Windows', inAttachments('/Doc_0/Signs/Signatures.xml::$DATA')],
    ['a list of files', inAttachments('/OFDEntries.xml')],
    ['a cover', inInfo(`<ofd:Cover>/${LIST}</ofd:Cover>`)],
    ['a cover in another case', inInfo('<ofd:Cover>Doc_0/Signs/SIGNATURES.xml</ofd:Cover>')],
    ['a picture below the folder of a list', { 'Doc_0/PublicRes.xml': RES }],
    [
      'an address of an action',
      inDocument(
        '<ofd:Actions><ofd:Action Event="DO"><ofd:URI URI="Signs/Signatures.xml"/></ofd:Action></ofd:Actions>',
      ),
    ],
    ['an element of another namespace', inDocument(`<x:Tags xmlns:x="urn:x">/${LIST}</x:Tags>`)],
    [
      'a list that is no XML',
      { 'Doc_0/Attachs/Attachments.xml': `<:a xmlns:=""><FileLoc>/${LIST}</FileLoc>` },
    ],
    [
      'the resources of a page',
      {
        'Doc_0/Pages/Page_1/Content.xml':
          '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:PageRes>/Doc_0/Signs/Signatures.xml</ofd:PageRes></ofd:Page>',
      },
    ],
  ])('%s', async (_, changes) => {
    await expect(sealOfd(createDocument(changes), sealing)).rejects.toMatchObject({
      code: 'ERR_OFD_SIGNATURE_NAMED',
    })
  })
})

test.each([
  ['Doc_0/Pages/Page_1/Content.xml', '<ofd:Signatures xmlns:ofd="http://www.ofdspec.org/2016"/>'],
  ['Doc_0/Pages/Page_1/Content.xml', '<x:Page xmlns:x="urn:x"/>'],
  ['Doc_0/Tpls/Tpl_0/Content.xml', 'no XML'],
  ['Doc_0/Annots/Page_0.xml', '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"/>'],
])('%s that is something else is refused', async (file, content) => {
  await expect(sealOfd(createDocument({ [file]: content }), sealing)).rejects.toMatchObject({
    code: 'ERR_OFD_ROOT',
  })
  const good = await sealOfd(createDocument(), sealing)
  const { checks } = await inspectOfd(repack(good, { [file]: content }), { trust, at: AT })
  expect(checks.find(({ id }) => id === 'ofd.roles')).toMatchObject({
    status: 'failed',
    code: 'ERR_OFD_ROOT',
  })
})

test('a cover is told as one, and need not be there', async () => {
  const cover = 'Doc_0/cover.png'
  const inspected = async (changes: Record<string, string | undefined>) =>
    inspectOfd(await sealOfd(createDocument(changes), sealing), { trust, at: AT })
  const info = inInfo(`<ofd:Cover>${cover}</ofd:Cover>`)
  const there = await inspected({ ...info, [cover]: 'not looked at' })
  expect(there.verdict).toBe('passed')
  expect(there.subject?.kinds.get(cover)).toBe('cover')
  expect((await inspected(info)).verdict).toBe('passed')
  await expect(inspected(inInfo('<ofd:Cover>../../cover.png</ofd:Cover>'))).rejects.toMatchObject({
    code: 'ERR_OFD_LOCATION',
  })
})

test('names that only look alike are let be', async () => {
  const named = createDocument({ ...inAttachments('Signature.xml'), 'Doc_0/Attachs/Signature.xml': '<a/>' })
  const { verdict } = await inspectOfd(await sealOfd(named, sealing), { trust, at: AT })
  expect(verdict).toBe('passed')
})

test('a root is told behind what XML lets stand before it, and by nothing else', () => {
  const root = (text: string) => rootOf(encodeUtf8(text))?.name
  expect(root('\ufeff<?xml version="1.0"?><!-- <Page> --> <a:Page xmlns:a="urn:x"/>')).toBe('Page')
  expect(root('<?x > <Page> ?><Signatures>')).toBe('Signatures')
  expect(root('<!DOCTYPE a><Page/>')).toBeUndefined()
})

test('however a path is disguised, it is the same', () => {
  const disguise = fc.constantFrom<(path: string) => string>(
    (path) => path.toUpperCase(),
    (path) => path.replace('Signs/', 'Signs/./'),
    (path) => path.replaceAll('/', '\\'),
    (path) => path.replace('S', '%53'),
    (path) => `${path}.`,
    (path) => `x/../${path}`,
  )
  fc.assert(
    fc.property(fc.array(disguise, { maxLength: 4 }), (disguises) => {
      const path = disguises.reduce((so, change) => change(so), LIST)
      expect(foldPath(path)).toBe(LIST.toLowerCase())
    }),
  )
})
