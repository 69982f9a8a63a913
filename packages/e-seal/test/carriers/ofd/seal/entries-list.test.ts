import { expect, test } from 'vitest'
import { inspectOfd, parseOfdPackage, sealOfd } from '../../../../src/carriers/ofd/index.ts'
import { createDocument, repack } from '../../../document.ts'
import { createStampService, trusting } from '../../../evidence/stamping.ts'
import { AT, createMember, createProvince } from '../../../province.ts'

const province = await createProvince()
const { seal, office } = province
const clerk = await createMember('登记员', province.signerRoot)
const options = { seal, signer: office.signer, at: AT, entriesList: clerk }

const entriesCheck = async (bytes: Uint8Array) => {
  const report = await inspectOfd(bytes, { trust: province.trust, at: AT })
  return report.checks.find(({ id }) => id === 'ofd.entries-list')
}

test('the list names all files but itself and its signature', async () => {
  const sealed = await sealOfd(createDocument(), options)
  const files = [...parseOfdPackage(sealed).files]
  const list = new TextDecoder().decode(files.find(([name]) => name === 'OFDEntries.xml')?.[1])
  const named = [...list.matchAll(/FileLoc="\/([^"]*)"/g)].map(([, name]) => name)
  const expected = files
    .map(([name]) => name)
    .filter((name) => name !== 'OFDEntries.xml' && name !== 'signedvalue.dat')
  expect(new Set(named)).toEqual(new Set(expected))
  expect(named).toHaveLength(expected.length)
  expect(list).toContain(
    'CreationDate="2026-06-01"><ofd:SignedValueLoc>/signedvalue.dat</ofd:SignedValueLoc>',
  )
  expect(await entriesCheck(sealed)).toMatchObject({ status: 'passed' })
})

test('a file that is put in later is seen, and others may sign', async () => {
  const first = await sealOfd(createDocument(), { ...options, protect: 'continue' })
  const { entriesList: _, ...plain } = options
  expect(await entriesCheck(await sealOfd(first, plain))).toMatchObject({ status: 'passed' })
  const smuggled = repack(first, { 'Doc_0/Res/more.bin': 'more' })
  expect(await entriesCheck(smuggled)).toMatchObject({ status: 'failed', code: 'ERR_OFD_ENTRIES_UNLISTED' })
})

test('it may be stamped, and takes no name that is there', async () => {
  const service = await createStampService()
  const document = createDocument({ 'signedvalue.dat': 'something else' })
  const timeStamp = service.at(AT)
  const sealed = await sealOfd(document, { ...options, entriesList: { ...clerk, timeStamp } })
  const { files } = parseOfdPackage(sealed)
  const value = [
    files.get('signedvalue1.dat')?.length ?? 0,
    parseOfdPackage(await sealOfd(document, options)).files.get('signedvalue1.dat')?.length ?? 0,
  ]
  expect(value[0]).toBeGreaterThan((value[1] ?? 0) + 500)
  const report = await inspectOfd(sealed, { trust: await trusting(province, service), at: AT })
  expect(report.verdict).toBe('passed')
})

test('there is one list, and a key for it', async () => {
  const sealed = await sealOfd(createDocument(), { ...options, protect: 'continue' })
  await expect(sealOfd(sealed, options)).rejects.toMatchObject({ code: 'ERR_OFD_ENTRIES_PRESENT' })
  const foreign = { signer: office.signer, certificate: clerk.certificate }
  await expect(sealOfd(createDocument(), { ...options, entriesList: foreign })).rejects.toThrow(TypeError)
})
