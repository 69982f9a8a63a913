import { createSigner, TrustError } from '@xinyin/core'
import { createSealRequest } from '@xinyin/e-seal/maker'
import { withArguments } from '../argument.ts'
import { complaint } from '../checks.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit } from '../exit.ts'
import { writeNew } from '../files/write.ts'
import { type KeyOptions, readKeyHolder } from '../keys/signer.ts'
import type { Session } from '../session.ts'
import { readSeal } from '../sign/material.ts'
import { printable } from '../terminal/printable.ts'
import { readSigners } from './maker.ts'
import { type PictureOptions, pictureFor } from './picture.ts'
import { validityOf } from './validity.ts'

export interface RequestOptions extends KeyOptions, PictureOptions {
  readonly name: string
  readonly signer?: readonly string[]
  readonly type?: number
  readonly days?: number
  readonly applicant?: string
  readonly renews?: string
  readonly force?: boolean
}

/** `xinyin seal request`: asks a seal maker for a seal, signed with the key that is to sign with it. */
export async function requestSeal(out: string, options: RequestOptions, session: Session): Promise<Exit> {
  const { terminal, language, colors } = session
  const { name, type, applicant, renews, force = false } = options
  const { key, certificate, above } = await readKeyHolder(options, terminal)
  const others = options.signer === undefined ? [] : await readSigners(options.signer, undefined)
  const signers = [certificate, ...others]
  try {
    const request = await withArguments(async () =>
      createSealRequest({
        name,
        ...(type === undefined ? {} : { type }),
        picture: await pictureFor(name, options),
        ...validityOf(signers, options.days),
        signers,
        signer: createSigner(key),
        chain: above,
        ...(applicant === undefined ? {} : { applicant }),
        ...(renews === undefined ? {} : { renews: (await readSeal(renews)).info.id }),
      }),
    )
    await writeNew(out, `${request}\n`, force)
    terminal.out(`${colors.green('✓')} ${printable(out)}  ${printable(name)}`)
    return EXIT.passed
  } catch (error) {
    if (!(error instanceof TrustError) || error instanceof CliError) throw error
    terminal.err(complaint(error, language))
    return EXIT.failed
  }
}
