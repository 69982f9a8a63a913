import { TrustError } from '@xinyin/core'
import {
  type FileKind,
  inspectOfd,
  type OfdPackage,
  type OfdSignature,
  parseOfdPackage,
} from '@xinyin/e-seal/ofd'
import { complaint } from '../checks.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit } from '../exit.ts'
import { readFile } from '../files/read.ts'
import type { Session } from '../session.ts'

/** A package that was read, with its signatures as far as they could be. */
export interface OpenedOfd {
  readonly ofd: OfdPackage
  readonly signatures: readonly OfdSignature[]
  readonly kindOf: (entry: string) => FileKind
}

/**
 * Reads a package to look into it. Whom to trust does not matter: nothing is verified.
 *
 * @throws SealError `ERR_ZIP_*`, `ERR_OFD_*`, `ERR_XML_*`; CliError `ERR_FILE_*`
 */
export async function openOfd(file: string): Promise<OpenedOfd> {
  const bytes = await readFile(file)
  const ofd = parseOfdPackage(bytes)
  const { subject } = await inspectOfd(bytes, { trust: { anchors: [], intermediates: [] } })
  const kindOf = (entry: string) => subject?.kinds.get(entry) ?? 'unnamed'
  return { ofd, signatures: subject?.signatures ?? [], kindOf }
}

/** What is shown of a file; one that cannot be read for what it is has failed. */
export async function lookInto({ terminal, language }: Session, look: () => Promise<Exit>): Promise<Exit> {
  try {
    return await look()
  } catch (error) {
    if (!(error instanceof TrustError) || error instanceof CliError) throw error
    terminal.err(complaint(error, language))
    return EXIT.failed
  }
}
