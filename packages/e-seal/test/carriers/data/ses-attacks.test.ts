import { describe, expect, test } from 'vitest'
import { sealData } from '../../../src/carriers/data/index.ts'
import { parseOfdPackage, sealOfd } from '../../../src/carriers/ofd/index.ts'
import { createSealSignature } from '../../../src/create/signature.ts'
import { createSeal } from '../../../src/index.ts'
import { createDocument } from '../../document.ts'
import { AT, createMember, sealOptions } from '../../province.ts'
import { CONTENT, inspect, office, province, reason, refusals, SES, seal } from './office.ts'

describe('a signature with a seal', () => {
  test('of a document does not pass for one over data', async () => {
    const ofd = await sealOfd(createDocument(), { seal, signer: office.signer, at: AT })
    const { files } = parseOfdPackage(ofd)
    const [name, content] = [...files].find(([file]) => file.endsWith('/Signature.xml')) ?? []
    const value = [...files].find(([file]) => file.endsWith('/SignedValue.dat'))?.[1]
    if (content === undefined || value === undefined) throw new Error('not sealed')
    const report = await inspect(content, value)
    expect(report.verdict).toBe('indeterminate')
    expect(refusals(report)).toEqual(['data.description'])
    expect((await inspect(content, value, { propertyInfo: `/${name}` })).verdict).toBe('passed')
    for (const expectation of [{ propertyInfo: '/other' }, { propertyInfo: `/${name}`, name: 'a' }])
      expect(refusals(await inspect(content, value, expectation))).toEqual(['data.description'])
  })

  test.each([
    '',
    'permit.json',
    '{"data":{"name":1}}',
    '{"data":{"name":"a\\nb"}}',
    '{"data":{"name":"a","name":"b"}}',
    '{"data":{"title":"a"}}',
    '{"data":{},"other":{}}',
    '{"data":[]}',
    '{"data":{"mediaType":"json"}}',
    '{"DocId":"1","Entry":"/Doc_0/Signs/Sign_0/Signature.xml"}',
  ])('that says of the data %s is not known to be one over data', async (propertyInfo) => {
    const value = await createSealSignature({
      seal,
      signer: office.signer,
      data: CONTENT,
      propertyInfo,
      time: AT,
    })
    const report = await inspect(CONTENT, value)
    expect(refusals(report)).toEqual(['data.description'])
    expect(reason(report, 'data.description')).toBe('ERR_DATA_DESCRIPTION')
    expect(report.subject?.description).toBeUndefined()
  })

  test('by a seal that its user made himself is refused', async () => {
    const own = await createSeal(
      sealOptions(office, [(await createMember('甲', province.signerRoot)).certificate]),
    )
    const forged = { ...seal, info: own.info, raw: own.raw }
    const value = await sealData(CONTENT, { ...SES, seal: forged, certificate: office.certificate }).catch(
      (error: { code: string }) => error.code,
    )
    expect(value).toBe('ERR_SIGNER_NOT_LISTED')
  })
})
