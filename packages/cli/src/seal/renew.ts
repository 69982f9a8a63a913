import { parseCertificate, TrustError } from '@xinyin/core'
import { renewSeal } from '@xinyin/e-seal/maker'
import { withArguments } from '../argument.ts'
import { complaint } from '../checks.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit } from '../exit.ts'
import type { Session } from '../session.ts'
import { readSeal } from '../sign/material.ts'
import { keep, sayMade } from './make.ts'
import { type MakerOptions, openMaker, readSigners } from './maker.ts'
import { findSeal, readBook } from './register.ts'
import { validityOf } from './validity.ts'

export interface RenewOptions extends MakerOptions {
  readonly ca: string
  readonly signer?: readonly string[]
  readonly days?: number
  readonly force?: boolean
}

/** `xinyin seal renew`: makes a seal anew, for a new time; the old one is withdrawn as superseded. */
export async function renew(
  file: string,
  out: string,
  options: RenewOptions,
  session: Session,
): Promise<Exit> {
  const seal = await readSeal(file)
  const maker = await openMaker(options, session)
  const { seals } = await readBook(options.ca)
  const record = findSeal(seals, seal.info.id)?.record
  if (record === undefined) throw new CliError('ERR_SEAL_UNREGISTERED', { file })
  try {
    return await withArguments(async () => {
      const { signers: listed } = seal.info
      const signers =
        options.signer !== undefined || listed.kind === 'digests'
          ? await readSigners(options.signer, undefined)
          : listed.certificates.map((der) => parseCertificate(der))
      const renewal = { maker, signers, ...validityOf(signers, options.days) }
      const issued = await renewSeal(seal, record, { ...renewal, createdAt: renewal.validFrom })
      await keep(out, issued, options, maker)
      sayMade(out, issued.seal, session)
      return EXIT.passed
    })
  } catch (error) {
    if (!(error instanceof TrustError) || error instanceof CliError) throw error
    session.terminal.err(complaint(error, session.language))
    return EXIT.failed
  }
}
