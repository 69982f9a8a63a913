import { type Report, type Role, TrustError } from '@xinyin/core'
import {
  type InspectedSignedData,
  inspectSignedData,
  parseSignedData,
  type SignedData,
} from '@xinyin/core/cms'
import { type Exit, worstExit } from '../exit.ts'
import { readFile, readPieces } from '../files/read.ts'
import { writeOutput } from '../files/write.ts'
import { readCertificates } from '../keys/signer.ts'
import type { Session } from '../session.ts'
import { openTrust, type TrustOptions } from '../trust/open.ts'
import { formatInspected } from '../verify/format.ts'
import { toJson } from '../verify/json.ts'

export interface VerifyOptions extends TrustOptions {
  readonly role: Role
  readonly at?: Date
  readonly signers: 'all' | 'any'
  readonly timeStamp?: boolean
  readonly signingCertificate: 'required' | 'optional'
  readonly pool?: readonly string[]
  readonly out?: string
  readonly json?: boolean
  readonly verbose?: boolean
}

/** A message of any size: that it is larger than the library takes by itself is for the operator to decide. */
function readMessage(bytes: Uint8Array): Uint8Array | SignedData {
  try {
    return parseSignedData(bytes, { maxBytes: Math.max(bytes.length, 1) })
  } catch (error) {
    // What is wrong with it, the report will say.
    if (error instanceof TrustError) return bytes
    throw error
  }
}

function summaryOf({ subject }: Report<InspectedSignedData>) {
  return (subject?.signers ?? []).map(({ certificate, signingTime, provenAt, verdict }) => ({
    signer: certificate?.subject.text,
    verdict,
    signingTime,
    provenAt,
  }))
}

/** `xinyin cms verify`: every signature, its signer's path and revocation, and the time stamps. */
export async function verifyMessage(
  message: string,
  content: string | undefined,
  options: VerifyOptions,
  session: Session,
): Promise<Exit> {
  const { role, at = new Date(), signers, signingCertificate, json = false, verbose = false, out } = options
  const opened = await openTrust(options)
  const intermediates = (await Promise.all((options.pool ?? []).map(readCertificates))).flat()
  const bytes = await readFile(message)
  const report = await inspectSignedData(readMessage(bytes), {
    ...opened,
    role,
    at,
    signers,
    intermediates,
    policy: { signingCertificate, timeStamp: options.timeStamp === true ? 'required' : 'optional' },
    ...(content === undefined ? {} : { content: await readPieces(content) }),
  })
  const { verdict, checks, subject } = report
  const found = summaryOf(report)
  const headline = found.flatMap(({ signer, provenAt }) => [
    signer ?? '?',
    ...(provenAt === undefined ? [] : [`≤ ${provenAt.toISOString()}`]),
  ])
  session.terminal.out(
    json
      ? toJson({ file: message, kind: 'message', role, verdict, checks, signers: found })
      : formatInspected(message, { kind: 'message', headline, report }, { ...session, verbose }),
  )
  // What did not pass is not handed on.
  if (verdict === 'passed' && out !== undefined && subject?.content !== undefined)
    await writeOutput(out, subject.content, session.terminal)
  return worstExit([verdict])
}
