import type { Certificate, Signer } from '@xinyin/core'
import {
  type DataSignature,
  parseDataSignature,
  parseSealSignature,
  type SesForm,
  type SignerList,
} from '@xinyin/e-seal'
import {
  type FileKind,
  inspectOfd,
  type OfdOptions,
  type OfdSignature,
  parseOfdPackage,
} from '@xinyin/e-seal/ofd'
import type { Realm, RealmMember } from '../realm.ts'

/** Everybody who has a part in a document, and those who have none. */
export interface World extends Realm {
  /** Has a certificate as good as that of the office, and is not named by its seals. */
  readonly stranger: RealmMember
  /** Makers, offices and services that nobody here trusts. */
  readonly elsewhere: Realm
}

/** A sealed document that passes, to be attacked. */
export interface Carrier {
  /** What is particular about it: `v4, open for others`. */
  readonly name: string
  readonly bytes: Uint8Array
  /** Under which the document passes as it is. */
  readonly options: Pick<OfdOptions, 'trust' | 'at'>
  /** The text that its last signature is written to. */
  readonly form: SesForm | 'GB/T 35275-2017'
  /** How the seal says who may use it; nothing where there is no seal. */
  readonly signerList: SignerList['kind'] | undefined
  /** What of a message is signed; nothing where there is a seal. */
  readonly variant: DataSignature['variant'] | undefined
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly kinds: ReadonlyMap<string, FileKind>
  readonly signatures: readonly OfdSignature[]
  /** Name of the list of signatures. */
  readonly list: string
  /** Whether there is room for more signatures: the last one does not cover their list. */
  readonly isOpen: boolean
  /** Those who hold the keys; nobody does where the document is somebody else's. */
  readonly world: World | undefined
}

/** A document whose keys are at hand. */
export type KeyedCarrier = Carrier & { readonly world: World }

export const isKeyed = (carrier: Carrier): carrier is KeyedCarrier => carrier.world !== undefined

export const isSealed = ({ form }: Carrier): boolean => form !== 'GB/T 35275-2017'

/** The files of the last signature, which is the one that is attacked. */
export function lastSignature({ signatures }: Carrier) {
  const last = signatures.at(-1)
  const [description, value, sealCopy] = last?.files ?? []
  if (last === undefined || description === undefined || value === undefined)
    throw new TypeError('carrier: not signed')
  return { id: last.id, covered: last.covered, stamps: last.stamps, description, value, sealCopy }
}

/** The first file of a kind that the last signature covers. */
export const fileOfKind = (carrier: Carrier, kind: FileKind): string | undefined =>
  lastSignature(carrier).covered.find((file) => carrier.kinds.get(file) === kind)

/** The bytes of a file of the package. */
export function contentOf({ files }: Carrier, file: string): Uint8Array {
  const bytes = files.get(file)
  if (bytes === undefined) throw new TypeError(`carrier: no ${file}`)
  return bytes
}

/**
 * Looks at a document as it is to be attacked.
 *
 * @throws TypeError where it does not pass: what is refused anyway proves nothing
 */
export async function readCarrier(
  name: string,
  bytes: Uint8Array,
  options: Carrier['options'],
  world?: World,
): Promise<Carrier> {
  const { subject, verdict } = await inspectOfd(bytes, options)
  if (verdict !== 'passed' || subject === undefined) throw new TypeError(`${name}: does not pass`)
  const { signatures, kinds } = subject
  const own = new Set(signatures.flatMap((each) => each.files))
  const list = [...kinds].find(([file, kind]) => kind === 'signature' && !own.has(file))?.[0] ?? ''
  const { files } = parseOfdPackage(bytes)
  const isOpen = signatures.at(-1)?.covered.includes(list) === false
  const value = files.get(signatures.at(-1)?.files[1] ?? '') ?? new Uint8Array(0)
  const known = { name, bytes, options, files, kinds, signatures, list, isOpen, world }
  if (signatures.at(-1)?.type === 'Sign') {
    const { form, variant } = parseDataSignature(value)
    return { ...known, form, variant, signerList: undefined }
  }
  const { form, seal } = parseSealSignature(value)
  return { ...known, form, variant: undefined, signerList: seal.info.signers.kind }
}

/** A key that is called by the name of another: who signs with it claims to be who the certificate says. */
export const pretend = ({ algorithm, sign }: Signer, { publicKey }: Certificate): Signer => ({
  algorithm,
  publicKey,
  sign: (message) => sign(message),
})
