import { type Check, createReport, failed, failedBy, passed, type Report, skipped } from '@xinyin/core'
import { createRevocationChecker } from '@xinyin/core/revocation'
import { inspectOfd, loadOfdPackage, type OfdDocument, type OfdSubject } from '@xinyin/e-seal/ofd'
import { LicenceError } from '../errors.ts'
import type { FaceSource } from '../face/read/document.ts'
import { parseCustomData } from '../metadata/custom-data.ts'
import type { Issuer, Licence, LicenceData } from '../metadata/data.ts'
import { checkFace } from './face.ts'
import { isOfIssuer, type Signatory } from './issuer.ts'
import type { LicencePolicy } from './policy.ts'
import { checkRules, createLicence, skipRules } from './rules.ts'
import { wantedOf } from './wanted.ts'

interface Metadata {
  readonly check: Check
  readonly data: LicenceData | undefined
}

/** A licence as a sealed OFD: the document's own checks, then the licence's. */
export async function inspectOfdLicence(
  bytes: Uint8Array,
  policy: LicencePolicy,
  at: Date,
): Promise<Report<Licence>> {
  const { trust, revocation = trust.revocationChecker ?? createRevocationChecker() } = policy
  let metadata: Metadata | undefined
  let files: FaceSource | undefined
  const sealed = await inspectOfd(bytes, {
    trust,
    revocation,
    at,
    // What the document says of its type and region is held against the grants of whom its seals lead to.
    wanted: (documents, kept) => {
      metadata = readMetadata(documents)
      files = faceSourceOf(documents, kept)
      return metadata.data && wantedOf(metadata.data)
    },
  })
  // An OFD cannot prove who holds it: who demands that proof must not be given one instead.
  const form =
    policy.keyBinding === undefined
      ? passed('licence.form', { form: 'ofd' })
      : failed('licence.form', 'ERR_SDJWT_KEY_BINDING_MISSING', { form: 'ofd' })
  if (sealed.subject === undefined || metadata === undefined) {
    const rest = [skipped('licence.metadata', 'ofd.package'), ...skipRules('ofd.package')]
    return createReport<Licence>([form, ...sealed.checks, ...rest], undefined)
  }
  const { check, data } = metadata
  if (data === undefined)
    return createReport<Licence>([form, ...sealed.checks, check, ...skipRules('licence.metadata')], undefined)
  const { documents, signatures } = sealed.subject
  const source = async () => {
    const opened = files ?? (await loadOfdPackage(bytes))
    const stamps = stampsOfOthers(signatures, data.issuers)
    return { documents: opened.documents, files: opened.files, stamps }
  }
  const custom = documents[0]?.info.customData ?? []
  const templates = policy.templates ?? []
  const face = await checkFace(source, { custom, data, templates }, policy.face)
  const signatories = signatures.filter(isSealed).map(signatoryOf)
  const rules = await checkRules(data, signatories, policy, { at, revocation, before: sealed.checks, face })
  const checks = [form, ...sealed.checks, check, ...rules]
  return createReport(checks, createLicence('ofd', data))
}

type Signature = OfdSubject['signatures'][number]

/** A licence has the seal of its authority (GB/T 36905-2018): the certificate of one of its clerks does not stand for it. */
const isSealed = ({ sealName }: Signature): boolean => sealName !== undefined

const signatoryOf = ({ sealName, signer }: Signature): Signatory => ({ sealName, certificate: signer })

/** An authority leaves readable what it seals. Whoever else may seal the document could put a picture on its text. */
const stampsOfOthers = (signatures: readonly Signature[], issuers: readonly Issuer[]) =>
  signatures
    .filter((signature) => !isOfIssuer(signatoryOf(signature), issuers))
    .flatMap(({ stamps }) => stamps)

/** The files of a package that was read whole, which need not be read again; nothing for a large one. */
function faceSourceOf(
  documents: readonly OfdDocument[],
  kept: (file: string) => Uint8Array | undefined,
): FaceSource | undefined {
  const pages = documents.flatMap((document) => document.pages)
  const isKept = pages.length > 0 && pages.every(({ file }) => kept(file) !== undefined)
  return isKept ? { documents, files: { get: kept } } : undefined
}

/** A second document in the package would leave open which of the two is the licence. */
function readMetadata(documents: readonly OfdDocument[]): Metadata {
  const [document] = documents
  if (document === undefined || documents.length !== 1) {
    const check = failed('licence.metadata', 'ERR_LICENCE_DOCUMENTS', { found: documents.length })
    return { check, data: undefined }
  }
  try {
    return { check: passed('licence.metadata'), data: parseCustomData(document.info.customData) }
  } catch (error) {
    if (!(error instanceof LicenceError)) throw error
    return { check: failedBy('licence.metadata', error), data: undefined }
  }
}
