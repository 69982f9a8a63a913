import { type Certificate, digestSm3, encodeHex, equalBytes, randomBytes, type Signer } from '@xinyin/core'
import type { TimeStamper } from '../evidence/time-stamper.ts'
import { isSm2WithSm3 } from '../seal/algorithm.ts'
import { encodeMakerSigned, encodeSeal, encodeSealInfo, USUAL_FORM } from '../seal/encode.ts'
import { parseSeal } from '../seal/parse.ts'
import type { Seal, SealExtension, SealPicture, SignerList } from '../seal/seal.ts'
import { SES_VERSIONS, type SesForm } from '../seal/version.ts'

/** What a new seal is to be. */
export interface NewSeal {
  /** The text that it is written to: `GB/T 38540-2020` (version 4) unless given. */
  readonly form?: SesForm
  /** Name of the seal 印章名称: `杭州市城乡建设委员会电子证照专用章`. */
  readonly name: string
  /** Kind of seal, as the maker counts them; 1 unless given. */
  readonly type?: number
  /** Identifier of the seal; 32 random hexadecimal digits unless given. */
  readonly id?: string
  /** Who makes the software, ASCII; `Xinyin` unless given. */
  readonly vendor?: string
  readonly picture: SealPicture
  readonly validFrom: Date
  readonly validTo: Date
  /** Now unless given. */
  readonly createdAt?: Date
  /** Certificates of those who may sign with the seal; at least one. */
  readonly signers: readonly Certificate[]
  /**
   * Whether the seal holds those certificates (list type 1, default) or digests of them (list type 2, which
   * `GM/T 0031-2014` does not have).
   */
  readonly signerList?: SignerList['kind']
  readonly extensions?: readonly SealExtension[]
  readonly maker: {
    readonly signer: Signer
    readonly certificate: Certificate
  }
  /** Stamps the maker's signature, in the form of `GM/T 0031-2025`; no other has a place for it. */
  readonly timeStamper?: TimeStamper
}

/**
 * Makes an electronic seal, signed by the seal maker with SM2 (GM/T 0031-2014; GB/T 38540-2020, 6; GM/T 0031-2025).
 *
 * @returns the seal; `raw` is what a `.esl` file holds
 * @throws TypeError, RangeError for a wrong call: no signer, a maker's key that is not that of its certificate or
 *   not SM2, times in the wrong order, an empty name or picture
 * @throws SealError `ERR_SEAL_LIMIT` for a name, a list of signers or extensions that no reader would take
 */
export async function createSeal(options: NewSeal): Promise<Seal> {
  assertSeal(options)
  const { maker, timeStamper, form = USUAL_FORM } = options
  const raw = encodeSealInfo(
    {
      version: SES_VERSIONS[form],
      vendor: options.vendor ?? 'Xinyin',
      id: options.id ?? encodeHex(randomBytes(16)),
      type: options.type ?? 1,
      name: options.name,
      signers: listSigners(options.signers, options.signerList ?? 'certificates'),
      createdAt: options.createdAt ?? new Date(),
      validFrom: options.validFrom,
      validTo: options.validTo,
      picture: options.picture,
      extensions: options.extensions ?? [],
    },
    form,
  )
  const made = {
    form,
    info: { raw },
    makerCertificate: maker.certificate.raw,
    algorithm: maker.signer.algorithm,
  }
  const signature = await maker.signer.sign(encodeMakerSigned(made))
  const timeStamp = await timeStamper?.(signature)
  return parseSeal(encodeSeal({ ...made, signature, timeStamp }))
}

function listSigners(signers: readonly Certificate[], kind: SignerList['kind']): SignerList {
  if (kind === 'certificates') return { kind, certificates: signers.map(({ raw }) => raw) }
  return { kind, digests: signers.map(({ raw }) => ({ type: 'SM3', digest: digestSm3(raw) })) }
}

function assertSeal({ name, picture, validFrom, validTo, signers, maker, ...rest }: NewSeal): void {
  const { form = USUAL_FORM, signerList, timeStamper } = rest
  if (!Object.hasOwn(SES_VERSIONS, form))
    throw new TypeError(`form: expected one of ${Object.keys(SES_VERSIONS).join(', ')}`)
  if (form === 'GM/T 0031-2014' && signerList === 'digests')
    throw new TypeError('signerList: GM/T 0031-2014 lists certificates only')
  if (timeStamper !== undefined && form !== 'GM/T 0031-2025')
    throw new TypeError('timeStamper: seals of GM/T 0031-2025 alone have a time stamp')
  if (name.trim() === '') throw new TypeError('name: a seal has a name')
  if (signers.length === 0) throw new TypeError('signers: a seal names at least one certificate')
  if (signers.some(({ publicKey }) => equalBytes(publicKey.spki, maker.certificate.publicKey.spki)))
    throw new TypeError('signers: the maker of a seal does not sign with it')
  for (const [argument, text] of Object.entries({ id: rest.id ?? '', vendor: rest.vendor ?? '' })) {
    if (!/^[ -~]*$/.test(text)) throw new TypeError(`${argument}: ASCII only`)
  }
  if (picture.data.length === 0) throw new TypeError('picture: empty')
  for (const side of [picture.width, picture.height]) {
    if (!Number.isInteger(side) || side < 1) throw new RangeError('picture: width and height are whole mm')
  }
  if (!(validFrom < validTo)) throw new RangeError('validTo: must be after validFrom')
  if (!isSm2WithSm3(maker.signer.algorithm)) throw new TypeError('maker: seals are signed with SM2')
  if (!equalBytes(maker.signer.publicKey.spki, maker.certificate.publicKey.spki))
    throw new TypeError('maker: the signer does not hold the key of the certificate')
}
