import { createSigner, encodePem, encodeUtf8, parseCertificate } from '@xinyin/core'
import {
  createDataSignature,
  createSeal,
  createSealPicture,
  createSealSignature,
  parseDataSignature,
  parseSealSignature,
  type SesForm,
} from '@xinyin/e-seal'
import { BOUNCY_CASTLE, bouncyCastle, bouncyCastleRefuses } from '../core/bouncycastle.ts'
import { change, createOffice, hoursFromNow, type Member } from '../core/office.ts'
import { expectThat } from '../expect.ts'
import { OPENSSL, refuse, succeed } from '../program.ts'
import type { Case } from '../table.ts'
import type { Workspace } from '../workspace.ts'

const DATA = encodeUtf8('<ofd:Signature/>')
const SM3 = ['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678']

/** An SM2 signature by the key of a certificate, and what it is over. */
interface Signed {
  readonly certificate: Uint8Array
  readonly message: Uint8Array
  readonly signature: Uint8Array
}

/** Has OpenSSL verify a signature, and refuse it for another message. */
async function verifyWithOpenssl(workspace: Workspace, signed: Signed): Promise<void> {
  const { spki } = parseCertificate(signed.certificate).publicKey
  const key = await workspace.write('key.pem', encodePem('PUBLIC KEY', spki))
  const value = await workspace.write('value', signed.signature)
  const verify = ['pkeyutl', '-verify', '-pubin', '-inkey', key, ...SM3, '-sigfile', value, '-in']
  await succeed('openssl', [...verify, await workspace.write('message', signed.message)])
  await refuse('openssl', [...verify, await workspace.write('changed', change(signed.message))])
}

const sealed = (form: SesForm): Case => ({
  what: `verifies the values of our signature and of the seal in it in the form of ${form}, over the bytes as they stand`,
  with: OPENSSL,
  async run(workspace) {
    const office = await createOffice(workspace, 'SM2')
    const [maker, signer] = [await office.create('maker'), await office.create('signer')]
    const seal = await createSeal({
      name: '某局电子证照专用章',
      form,
      picture: createSealPicture(),
      validFrom: hoursFromNow(-1),
      validTo: hoursFromNow(24),
      signers: [signer.certificate],
      maker: { signer: createSigner(maker.key), certificate: maker.certificate },
    })
    const value = await createSealSignature({
      seal,
      signer: createSigner(signer.key),
      data: DATA,
      propertyInfo: '/Doc_0/Signs/Sign_0/Signature.xml',
      time: new Date(),
    })
    const read = parseSealSignature(value)
    expectThat(read.form === form, `we read the form of ${read.form}`)
    await verifyWithOpenssl(workspace, {
      certificate: read.signerCertificate,
      message: read.signedBytes,
      signature: read.signature,
    })
    await verifyWithOpenssl(workspace, {
      certificate: read.seal.makerCertificate,
      message: read.seal.makerSignedBytes,
      signature: read.seal.signature,
    })
  },
})

type Variant = 'attributes' | 'content'
const WAY: Readonly<Record<Variant, string>> = { attributes: 'attributes', content: 'the digest as content' }

const sign = ({ key, certificate }: Member, variant: Variant) =>
  createDataSignature({ data: DATA, signer: createSigner(key), certificate, variant, time: new Date() })

const signedValue = (variant: Variant): Case => ({
  what: `verifies the value of our signature without a seal, over ${WAY[variant]}`,
  with: OPENSSL,
  async run(workspace) {
    const office = await createOffice(workspace, 'SM2')
    const { message } = parseDataSignature(await sign(await office.create('signer'), variant))
    const [signer] = message.signers
    const [certificate] = message.certificates
    const signed = signer?.signedAttributes?.signedBytes ?? message.content
    if (signer === undefined || certificate === undefined || signed === undefined)
      throw new Error('the message lacks a signer, his certificate or what he signed')
    await verifyWithOpenssl(workspace, {
      certificate: certificate.raw,
      message: signed,
      signature: signer.signature,
    })
  },
})

const message = (variant: Variant): Case => ({
  what: `accepts our signature without a seal over ${WAY[variant]}, and not changed, for other data or under another authority`,
  with: BOUNCY_CASTLE,
  async run(workspace) {
    const office = await createOffice(workspace, 'SM2')
    const stranger = await createOffice(workspace, 'SM2', 'stranger')
    const bytes = await sign(await office.create('signer'), variant)
    const file = await workspace.write('message', bytes)
    const isDetached = variant === 'attributes'
    const given = isDetached ? [await workspace.write('data', DATA)] : []
    const { certificateFile } = office.root
    await bouncyCastle('cms-verify', file, certificateFile, ...given)
    await bouncyCastleRefuses('cms-verify', file, stranger.root.certificateFile, ...given)
    const changed = await workspace.write('changed', change(bytes))
    await bouncyCastleRefuses('cms-verify', changed, certificateFile, ...given)
    const other = await workspace.write('other', change(DATA))
    if (isDetached) await bouncyCastleRefuses('cms-verify', file, certificateFile, other)
  },
})

export const signatureValueCases: readonly Case[] = [
  ...(['GM/T 0031-2014', 'GB/T 38540-2020', 'GM/T 0031-2025'] as const).map(sealed),
  ...(['attributes', 'content'] as const).flatMap((variant) => [signedValue(variant), message(variant)]),
]
