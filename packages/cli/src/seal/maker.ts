import { type Certificate, createSigner, type Signer } from '@xinyin/core'
import { type AuthorityFolder, certificateFile, readHolder } from '../authority/folder.ts'
import { openFolder } from '../authority/issue.ts'
import { CliError } from '../errors.ts'
import { type KeyOptions, readCertificates, readKeyHolder } from '../keys/signer.ts'
import type { Session } from '../session.ts'

/** Who makes seals: the one of a development hierarchy, or the holder of a key. */
export interface MakerOptions extends KeyOptions {
  readonly ca?: string
  readonly maker: string
}

export interface Maker {
  readonly signer: Signer
  readonly certificate: Certificate
  /** The hierarchy that keeps the register of seals. */
  readonly folder: AuthorityFolder | undefined
}

/** @throws CliError `ERR_KEY_NOT_GIVEN`, `ERR_KEY_*`, `ERR_CA_*`, `ERR_PASSWORD_*`, `ERR_FILE_*` */
export async function openMaker(options: MakerOptions, session: Session): Promise<Maker> {
  if (options.ca === undefined) {
    const { key, certificate } = await readKeyHolder(options, session.terminal)
    return { signer: createSigner(key), certificate, folder: undefined }
  }
  const folder = await openFolder(options.ca, options.passwordFile, session)
  const { key, certificate } = await readHolder(folder, options.maker)
  return { signer: createSigner(key), certificate, folder }
}

/** The first certificate of each file; of a hierarchy its signer of seals unless files are named. */
export async function readSigners(
  files: readonly string[] | undefined,
  ca: string | undefined,
): Promise<Certificate[]> {
  const named = files ?? (ca === undefined ? [] : [certificateFile(ca, 'seal-signer')])
  if (named.length === 0) throw new CliError('ERR_OPTION_MISSING', { option: '--signer' })
  const found = await Promise.all(named.map(readCertificates))
  return found.map(([first]) => first as Certificate)
}
