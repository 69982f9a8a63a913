import { TrustError } from '@xinyin/core'
import { createSeal, type Seal } from '@xinyin/e-seal'
import { withArguments } from '../argument.ts'
import { DAY } from '../authority/certify.ts'
import { complaint } from '../checks.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit } from '../exit.ts'
import { writeNew } from '../files/write.ts'
import type { Session } from '../session.ts'
import { printable } from '../terminal/printable.ts'
import { type MakerOptions, openMaker, readSigners } from './maker.ts'
import { type PictureOptions, pictureFor } from './picture.ts'

export interface MakeOptions extends MakerOptions, PictureOptions {
  readonly name: string
  readonly signer?: readonly string[]
  readonly type?: number
  readonly days?: number
  readonly digests?: boolean
  readonly force?: boolean
}

/** `xinyin seal make`: makes a seal, with a picture that is drawn unless one is given. */
export async function makeSeal(out: string, options: MakeOptions, session: Session): Promise<Exit> {
  const { terminal, language } = session
  const maker = await openMaker(options, session)
  const signers = await readSigners(options.signer, options.ca)
  try {
    const seal = await withArguments(async () => {
      const picture = await pictureFor(options.name, options)
      const validFrom = new Date(Math.floor(Date.now() / 1000) * 1000)
      return createSeal({
        name: options.name,
        type: options.type ?? 1,
        picture,
        createdAt: validFrom,
        validFrom,
        validTo: lastDay(validFrom, signers, options.days),
        signers,
        signerList: options.digests === true ? 'digests' : 'certificates',
        maker,
      })
    })
    await writeNew(out, seal.raw, options.force ?? false)
    sayMade(out, seal, session)
    return EXIT.passed
  } catch (error) {
    if (!(error instanceof TrustError) || error instanceof CliError) throw error
    terminal.err(complaint(error, language))
    return EXIT.failed
  }
}

/** A seal is of no use longer than the certificates of those who sign with it. */
function lastDay(from: Date, signers: readonly { notAfter: Date }[], days: number | undefined): Date {
  if (days !== undefined) return new Date(from.getTime() + days * DAY)
  return new Date(Math.max(...signers.map(({ notAfter }) => notAfter.getTime())))
}

/** One line about a seal that was written. */
export function sayMade(out: string, { info }: Seal, { terminal, colors }: Session): void {
  const { width, height } = info.picture
  const parts = [info.name, `${width} × ${height} mm`, `→ ${info.validTo.toISOString().slice(0, 10)}`]
  terminal.out(`${colors.green('✓')} ${printable(out)}  ${printable(parts.join(' · '))}`)
}
