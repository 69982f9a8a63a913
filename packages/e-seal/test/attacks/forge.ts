import { type Certificate, digest, encodeUtf8, type Signer } from '@xinyin/core'
import { createOfdPackage, parseOfdPackage } from '../../src/carriers/ofd/index.ts'
import { writeEmptyList, writeSignatureFile } from '../../src/carriers/ofd/signature-write.ts'
import { createDataSignature, type NewSignature, type Seal } from '../../src/index.ts'
import { encodeSealSignature, encodeToSign } from '../../src/signature/encode.ts'
import { createDocument } from '../document.ts'
import { AT, type Province } from '../province.ts'

/** What a forger who holds a signer's key does differently from `sealOfd`. */
export interface Forgery {
  readonly document?: Uint8Array
  readonly seal?: Seal
  readonly signer?: Signer
  readonly certificate?: Certificate
  readonly version?: number
  readonly time?: Date
  readonly propertyInfo?: string
  readonly algorithm?: string
  readonly dataHash?: Uint8Array
  /** Which files the signature covers; all but its own unless given. */
  readonly covers?: (file: string) => boolean
  /** Changes the description before it is signed. */
  readonly describe?: (xml: string) => string
  /** Changes what the signer signs before he does. */
  readonly toSign?: (der: Uint8Array) => Uint8Array
  /** Changes the signed value after it is made. */
  readonly value?: (der: Uint8Array) => Uint8Array
  /** Signs without a seal, under `Type="Sign"`. */
  readonly unsealed?: 'attributes' | 'content'
  readonly sealCopy?: Uint8Array
  /** Changes files after all is signed. */
  readonly after?: Readonly<Record<string, string | Uint8Array | undefined>>
}

const FOLDER = 'Doc_0/Signs/Sign_0'
const LIST = 'Doc_0/Signs/Signatures.xml'

/** A document signed by hand, so that every part can be wrong by itself. */
export async function forge(province: Province, forgery: Forgery = {}): Promise<Uint8Array> {
  const seal = forgery.seal ?? province.seal
  const signer = forgery.signer ?? province.office.signer
  const certificate = forgery.certificate ?? province.office.certificate
  const time = forgery.time ?? AT
  const files = new Map(parseOfdPackage(forgery.document ?? createDocument()).files)
  edit(files, 'OFD.xml', (xml) =>
    xml.replace('</ofd:DocBody>', `<ofd:Signatures>/${LIST}</ofd:Signatures></ofd:DocBody>`),
  )
  files.set(LIST, writeEmptyList())
  edit(files, LIST, (xml) =>
    xml.replace(
      '</ofd:Signatures>',
      `<ofd:Signature ID="s001"${forgery.unsealed === undefined ? '' : ' Type="Sign"'} BaseLoc="/${FOLDER}/Signature.xml"/></ofd:Signatures>`,
    ),
  )
  if (forgery.unsealed === undefined) files.set(`${FOLDER}/Seal.esl`, forgery.sealCopy ?? seal.raw)
  const covers = forgery.covers ?? (() => true)
  const description = writeSignatureFile({
    method: signer.algorithm,
    time,
    references: [...files]
      .filter(([file]) => covers(file))
      .map(([file, bytes]) => ({ file, digest: digest('SM3', bytes) })),
    stamps: [{ id: 's001-1', page: '1', box: { x: 10, y: 10, width: 40, height: 40 } }],
    sealFile: forgery.unsealed === undefined ? `${FOLDER}/Seal.esl` : undefined,
    signedValueFile: `${FOLDER}/SignedValue.dat`,
  })
  const describe = forgery.describe ?? ((xml) => xml)
  const data = encodeUtf8(describe(new TextDecoder().decode(description)))
  files.set(`${FOLDER}/Signature.xml`, data)
  const parts = { certificate, data, seal, signer, time }
  files.set(`${FOLDER}/SignedValue.dat`, (forgery.value ?? ((der) => der))(await makeValue(parts, forgery)))
  for (const [name, change] of Object.entries(forgery.after ?? {})) {
    if (change === undefined) files.delete(name)
    else files.set(name, typeof change === 'string' ? encodeUtf8(change) : change)
  }
  return createOfdPackage([...files].map(([name, bytes]) => ({ name, bytes })))
}

type Parts = Pick<NewSignature, 'seal' | 'signer' | 'time'> & {
  readonly certificate: Certificate
  readonly data: Uint8Array
}

async function makeValue(parts: Parts, forgery: Forgery): Promise<Uint8Array> {
  const { certificate, data, seal, signer, time } = parts
  if (forgery.unsealed !== undefined) return createDataSignature({ ...parts, variant: forgery.unsealed })
  const { form } = seal
  const signerCertificate = certificate.raw
  const algorithm = forgery.algorithm ?? signer.algorithm
  const toSign = encodeToSign({
    form,
    version: forgery.version ?? seal.info.version,
    seal,
    signerCertificate,
    algorithm,
    time,
    dataHash: forgery.dataHash ?? digest('SM3', data),
    propertyInfo: forgery.propertyInfo ?? `/${FOLDER}/Signature.xml`,
  })
  const signedBytes = (forgery.toSign ?? ((der) => der))(toSign)
  const signature = await signer.sign(signedBytes)
  return encodeSealSignature({ form, signedBytes, signerCertificate, algorithm, signature })
}

function edit(files: Map<string, Uint8Array>, name: string, change: (xml: string) => string): void {
  files.set(name, encodeUtf8(change(new TextDecoder().decode(files.get(name)))))
}
