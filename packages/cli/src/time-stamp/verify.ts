import { createReport, failedBy, type Report } from '@xinyin/core'
import { type InspectedTimeStamp, inspectTimeStamp, parseTimeStampRequest } from '@xinyin/core/tsp'
import { CliError } from '../errors.ts'
import { type Exit, worstExit } from '../exit.ts'
import { readFile, readPieces } from '../files/read.ts'
import { readCertificates } from '../keys/signer.ts'
import type { Session } from '../session.ts'
import { openTrust, type TrustOptions } from '../trust/open.ts'
import { formatInspected } from '../verify/format.ts'
import { toJson } from '../verify/json.ts'
import { readToken } from './token.ts'

export interface VerifyOptions extends TrustOptions {
  readonly request?: string
  readonly at?: Date
  readonly pool?: readonly string[]
  readonly json?: boolean
  readonly verbose?: boolean
}

async function inspect(
  token: string,
  file: string,
  options: VerifyOptions,
): Promise<Report<InspectedTimeStamp>> {
  const opened = await openTrust(options)
  const intermediates = (await Promise.all((options.pool ?? []).map(readCertificates))).flat()
  try {
    const request =
      options.request === undefined ? {} : { request: parseTimeStampRequest(await readFile(options.request)) }
    const stamp = await readToken(token)
    const at = options.at ?? new Date()
    return await inspectTimeStamp(stamp, {
      ...opened,
      at,
      intermediates,
      content: await readPieces(file),
      ...request,
    })
  } catch (error) {
    if (error instanceof CliError) throw error
    return createReport<InspectedTimeStamp>([failedBy('tsp.structure', error)], undefined)
  }
}

/** `xinyin tsa verify`: the stamp, its signer, and that it is of this content. */
export async function verifyStamp(
  token: string,
  file: string,
  options: VerifyOptions,
  session: Session,
): Promise<Exit> {
  const report = await inspect(token, file, options)
  const { verdict, checks, subject } = report
  const { json = false, verbose = false } = options
  const time = subject?.time.toISOString()
  const authority = subject?.certificate?.subject.text
  session.terminal.out(
    json
      ? toJson({ file: token, kind: 'time-stamp', verdict, checks, time, authority })
      : formatInspected(
          token,
          { kind: 'time-stamp', headline: [time, authority].filter((part) => part !== undefined), report },
          { ...session, verbose },
        ),
  )
  return worstExit([verdict])
}
