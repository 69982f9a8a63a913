import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Certificate, createSigner, type PublicKey, parseCertificates } from '@xinyin/core'
import { parsePublicKeyPem } from '@xinyin/core/keys'
import { type HolderCode, type IssuedLicence, issueLicence, type LicenceData } from '@xinyin/e-license'
import { withArguments } from '../argument.ts'
import { readCatalogue } from '../catalogue/read.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit } from '../exit.ts'
import { readFile } from '../files/read.ts'
import { unwritable } from '../files/write.ts'
import { type KeyOptions, readKeyHolder } from '../keys/signer.ts'
import { orRefused } from '../list/read.ts'
import type { Session } from '../session.ts'
import { readSeal, readSealSigner } from '../sign/material.ts'
import { toJson } from '../verify/json.ts'
import { type LooksOptions, readLooks } from './face.ts'
import { formatFaults, readLicenceData } from './faults.ts'
import { filesOf, formatWritten, licenceFileNames, writeAll } from './written.ts'

export interface IssueLicenceOptions extends KeyOptions, LooksOptions {
  readonly seal: string
  readonly sealKey?: string
  readonly sealCert?: string
  readonly sealP12?: string
  readonly sealPasswordFile?: string
  readonly catalogue?: string
  readonly holderKey?: string
  readonly decoys?: number
  readonly typeMetadata?: string
  readonly statusUri?: string
  readonly statusIndex?: number
  readonly qr: boolean
  readonly qrItem?: readonly string[]
  readonly qrHolderCode: HolderCode
  readonly out: string
  readonly name: string
  readonly force?: boolean
  readonly json?: boolean
}

/** `xinyin licence issue`: one licence as a sealed OFD, as an SD-JWT and as a QR code. */
export function issueLicenceFiles(
  file: string,
  options: IssueLicenceOptions,
  session: Session,
): Promise<Exit> {
  const { terminal, language } = session
  const { json = false, force = false, catalogue: catalogueFile } = options
  return orRefused(session, async () => {
    const at = new Date()
    const catalogue = catalogueFile === undefined ? undefined : await readCatalogue(catalogueFile)
    const { data, faults } = await readLicenceData(file, { catalogue, at, language })
    if (data === undefined || faults.length > 0) {
      terminal.out(json ? toJson({ file, outcome: 'refused', faults }) : formatFaults(file, faults, session))
      return EXIT.failed
    }
    const whole = withStatus(data, options)
    const issued = await issue(whole, options, at, session)
    const files = filesOf(issued, join(options.out, options.name))
    await makeFolder(options.out)
    await writeAll(files, force)
    const written = files.map(({ file: name, content }) => ({ file: name, bytes: content.length }))
    terminal.out(
      json
        ? toJson({ file, outcome: 'issued', identifier: whole.identifier, files: written })
        : formatWritten(whole, issued, files, session),
    )
    return EXIT.passed
  })
}

/** Where its state is told, if the data does not say so itself. */
function withStatus(data: LicenceData, { statusUri, statusIndex }: IssueLicenceOptions): LicenceData {
  if ((statusUri === undefined) !== (statusIndex === undefined))
    throw new CliError('ERR_OPTION_MISSING', {
      option: statusUri === undefined ? '--status-uri' : '--status-index',
    })
  if (statusUri === undefined || statusIndex === undefined) return data
  return { ...data, status: { uri: statusUri, index: statusIndex } }
}

async function issue(
  data: LicenceData,
  options: IssueLicenceOptions,
  at: Date,
  session: Session,
): Promise<IssuedLicence> {
  const { seal, qr, qrItem = [], qrHolderCode, holderKey, decoys, typeMetadata } = options
  refuseExisting(options)
  const { key, certificate, above } = await readKeyHolder(options, session.terminal)
  const sealing = await readSealSigner(sealKeyOf(options), session)
  const issuing = {
    seal: await readSeal(seal),
    sealSigner: sealing.signer,
    ...(sealing.certificate === undefined ? {} : { sealCertificate: sealing.certificate }),
    issuerSigner: createSigner(key),
    issuerCertificates: [certificate, ...above.filter(isBetween)] as const,
    ...(await readLooks(options)),
    ...(holderKey === undefined ? {} : { holderKey: await readPublicKey(holderKey) }),
    ...(decoys === undefined ? {} : { decoys }),
    ...(typeMetadata === undefined ? {} : { typeMetadata: await readFile(typeMetadata) }),
    qr: qr ? { extensions: qrItem, holderCode: qrHolderCode } : (false as const),
    at,
  }
  return withArguments(() => issueLicence(data, issuing))
}

/** Whoever verifies has his own root; one that is sent along proves nothing. */
const isBetween = ({ subject, issuer }: Certificate): boolean => subject.text !== issuer.text

/** The seal's own key; where none was named, one key does both. */
function sealKeyOf(options: IssueLicenceOptions): KeyOptions {
  const { sealKey, sealCert, sealP12, sealPasswordFile } = options
  if (sealKey === undefined && sealP12 === undefined) return options
  return {
    ...(sealKey === undefined ? {} : { key: sealKey }),
    ...(sealCert === undefined ? {} : { cert: sealCert }),
    ...(sealP12 === undefined ? {} : { p12: sealP12 }),
    ...(sealPasswordFile === undefined ? {} : { passwordFile: sealPasswordFile }),
  }
}

/** The key of a holder: in PEM, or in his certificate. */
async function readPublicKey(file: string): Promise<PublicKey> {
  const bytes = await readFile(file)
  const text = new TextDecoder().decode(bytes)
  if (/-----BEGIN (RSA )?PUBLIC KEY-----/.test(text)) return parsePublicKeyPem(bytes)
  const [certificate] = parseCertificates(bytes)
  if (certificate === undefined) throw new CliError('ERR_FILE_EMPTY')
  return certificate.publicKey
}

/** Nothing is signed for a place that is taken. */
function refuseExisting({ out, name, force = false }: IssueLicenceOptions): void {
  const taken = licenceFileNames(join(out, name)).find((file) => existsSync(file))
  if (taken !== undefined && !force) throw new CliError('ERR_OUTPUT_EXISTS', { file: taken })
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw unwritable(folder, cause)
  })
}
