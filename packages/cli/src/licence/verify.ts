import { createReport } from '@xinyin/core'
import { CliError } from '../errors.ts'
import type { Exit } from '../exit.ts'
import { readWhole } from '../files/source.ts'
import { readPicture } from '../qr/picture.ts'
import type { Session } from '../session.ts'
import { verifyEach } from '../verify/files.ts'
import { formatInspected } from '../verify/format.ts'
import { type Inspected, inspectLicenceInput } from '../verify/inspect.ts'
import { toJson } from '../verify/json.ts'
import { isPicture } from '../verify/kind.ts'
import { checkDemands, type LicenceDemands } from './demands.ts'
import { formatLicence, type InspectedLicence } from './format.ts'
import { readHolder } from './holder.ts'
import { type PolicyOptions, readPolicy } from './policy.ts'
import { answersOf } from './questions.ts'

export interface VerifyLicenceOptions extends PolicyOptions, LicenceDemands {
  readonly holder?: string
  readonly audience?: string
  readonly nonce?: string
  readonly json?: boolean
  readonly verbose?: boolean
}

/** What a licence is in, as the library takes it: a picture of its QR code is read. */
export const licenceInput = async (bytes: Uint8Array): Promise<Uint8Array | string> =>
  isPicture(bytes) ? readPicture(bytes) : bytes

/** `xinyin licence verify`: everything that a window asks of a licence, in whatever form somebody shows it. */
export async function verifyLicences(
  files: readonly string[],
  options: VerifyLicenceOptions,
  session: Session,
): Promise<Exit> {
  const { json = false, verbose = false } = options
  assertSensible(files, options)
  const policy = { ...(await readPolicy(options)), ...(await readPresenter(options, session)) }
  return verifyEach<InspectedLicence>(
    files,
    {
      async inspect(source) {
        const input = await licenceInput(await readWhole(source))
        const { headline, report } = await inspectLicenceInput(input, policy)
        const checks = [...report.checks, ...checkDemands(report.subject, options)]
        return { kind: 'licence', headline, report: createReport(checks, report.subject) }
      },
      say(name, inspected) {
        if (json) return sayJson(name, inspected)
        const settings = { ...session, verbose }
        return isLicence(inspected)
          ? formatLicence(name, inspected, settings)
          : formatInspected(name, inspected, settings)
      },
    },
    session,
  )
}

const isLicence = (inspected: Inspected): inspected is InspectedLicence => inspected.kind === 'licence'

function sayJson(file: string, { kind, report }: Inspected): string {
  const { verdict, checks, subject } = report
  const questions = answersOf(checks).map(({ question, status }) => [question, status])
  return toJson({ file, kind, verdict, questions: Object.fromEntries(questions), checks, subject })
}

function assertSensible(files: readonly string[], { holder, audience, nonce }: VerifyLicenceOptions): void {
  if ((audience === undefined) !== (nonce === undefined))
    throw new CliError('ERR_OPTION_MISSING', { option: audience === undefined ? '--audience' : '--nonce' })
  if (holder === '-' && files.includes('-')) throw new CliError('ERR_HOLDER_INPUT')
}

/** What is asked of whoever presents the licence. */
async function readPresenter({ holder, audience, nonce }: VerifyLicenceOptions, session: Session) {
  return {
    ...(audience === undefined || nonce === undefined ? {} : { keyBinding: { audience, nonce } }),
    ...(holder === undefined ? {} : { holder: await readHolder(holder, session) }),
  }
}
