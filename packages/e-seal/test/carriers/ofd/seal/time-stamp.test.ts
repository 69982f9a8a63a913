import { describe, expect, test } from 'vitest'
import { inspectOfd, sealOfd, signOfd } from '../../../../src/carriers/ofd/index.ts'
import { createSeal } from '../../../../src/index.ts'
import type { SesForm } from '../../../../src/seal/version.ts'
import { createDocument } from '../../../document.ts'
import { createStampService, trusting } from '../../../evidence/stamping.ts'
import { AT, createProvince, sealOptions } from '../../../province.ts'

const province = await createProvince()
const { seal, office } = province
const service = await createStampService()
const known = await trusting(province, service)
const trust = {
  ...known,
  anchors: [
    ...known.anchors,
    { certificate: province.signerRoot.certificate, roles: ['document-signer'] as const },
  ],
}
const options = { seal, signer: office.signer, at: AT }

const stampOf = async (bytes: Uint8Array) => {
  const report = await inspectOfd(bytes, { trust, at: AT })
  return [report.verdict, report.checks.find(({ id }) => id === 'signature.time-stamp')?.status]
}

describe('a time stamp', () => {
  test.each<SesForm>(['GB/T 38540-2020', 'GM/T 0031-2025'])('goes on a seal of %s', async (form) => {
    const made = await createSeal({ ...sealOptions(province.maker, [office.certificate]), form })
    const sealed = await sealOfd(createDocument(), { ...options, seal: made, timeStamp: service.at(AT) })
    expect(await stampOf(sealed)).toEqual(['passed', 'passed'])
  })

  test.each(['attributes', 'content'] as const)(
    'goes on a signature without a seal, over its %s',
    async (form) => {
      const signed = await signOfd(createDocument(), { ...office, at: AT, form, timeStamp: service.at(AT) })
      expect(await stampOf(signed)).toEqual(['passed', 'passed'])
    },
  )

  test('comes from a service by its address', async () => {
    const requests: string[] = []
    const stamper = service.at(AT)
    const fetch = async (url: string): Promise<Response> => {
      requests.push(url)
      throw new Error('asked')
    }
    const timeStamp = { url: 'https://tsa.example/stamp', fetch }
    await expect(sealOfd(createDocument(), { ...options, timeStamp })).rejects.toThrow()
    expect(requests).toEqual(['https://tsa.example/stamp'])
    expect(typeof stamper).toBe('function')
    // Without a fetch of the caller's, the guarded one, which does not go to this machine.
    const local = sealOfd(createDocument(), { ...options, timeStamp: { url: 'http://127.0.0.1:1/' } })
    await expect(local).rejects.toMatchObject({ code: expect.stringMatching(/^ERR_FETCH_/) })
  })

  test('that nobody gives stops the sealing', async () => {
    const timeStamp = async () => {
      throw new Error('no service')
    }
    await expect(sealOfd(createDocument(), { ...options, timeStamp })).rejects.toThrow('no service')
    await expect(signOfd(createDocument(), { ...office, at: AT, timeStamp })).rejects.toThrow('no service')
  })

  test('is refused before anything is signed where there is no place for it', async () => {
    const old = await createSeal({
      ...sealOptions(province.maker, [office.certificate]),
      form: 'GM/T 0031-2014',
    })
    let signed = 0
    const signer = {
      ...office.signer,
      sign(message: Uint8Array) {
        signed += 1
        return office.signer.sign(message)
      },
    }
    const wrong = [{ seal: old, timeStamp: service.at(AT) }, { timeStamp: { url: 'tsa' } }]
    for (const each of wrong)
      await expect(sealOfd(createDocument(), { ...options, ...each, signer })).rejects.toThrow(TypeError)
    expect(signed).toBe(0)
  })
})

test('a value of another key than the signer says makes no document', async () => {
  const signer = { ...office.signer, sign: (message: Uint8Array) => province.maker.signer.sign(message) }
  const code = 'ERR_OFD_FOREIGN_SIGNATURE'
  await expect(sealOfd(createDocument(), { ...options, signer })).rejects.toMatchObject({ code })
  await expect(signOfd(createDocument(), { ...office, signer, at: AT })).rejects.toMatchObject({ code })
})

test('a key that is not that of the certificate is a wrong call', async () => {
  const foreign = { signer: office.signer, certificate: province.maker.certificate, at: AT }
  await expect(sealOfd(createDocument(), { ...foreign, seal })).rejects.toThrow(TypeError)
  await expect(signOfd(createDocument(), foreign)).rejects.toThrow(TypeError)
  const rsa = { ...office.signer, algorithm: '1.2.840.113549.1.1.11' }
  await expect(sealOfd(createDocument(), { ...options, signer: rsa })).rejects.toThrow(TypeError)
  await expect(signOfd(createDocument(), { ...office, signer: rsa, at: AT })).rejects.toThrow(TypeError)
})
