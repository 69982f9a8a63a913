import { createReport, type Report, type Sm2JoseProfile, skipped } from '@xinyin/core'
import { errorOf } from '../../verify/deciding.ts'
import type { SealOptions } from '../../verify/seal.ts'
import { checkExpected } from './checks/expected.ts'
import { checkForm } from './checks/form.ts'
import type { DataContent } from './content.ts'
import { assertDataExpectation, type DataExpectation } from './expectation.ts'
import type { Finding, JudgedOptions } from './finding.ts'
import type { DataSealForm } from './form.ts'
import { inspectCms } from './inspect-cms.ts'
import { inspectJws } from './inspect-jws.ts'
import { inspectSes } from './inspect-ses.ts'
import { recognizeValue } from './recognize.ts'
import type { SealedData } from './subject.ts'

/**
 * What a seal over data is held against.
 *
 * `trust`: anchors of the roles `seal-maker` and `seal-signer` for seals, of `document-signer` for messages and JWS, which
 * are signed without a seal. One who may sign with a seal may not thereby sign without it.
 */
export interface SealedDataOptions extends SealOptions {
  readonly expect?: DataExpectation
  /** JWS alone: what the parties call SM2; `SM2` with r ‖ s unless given. */
  readonly sm2?: Sm2JoseProfile
}

/**
 * Inspects a seal over data that stands beside it: the form is told by how the seal begins.
 *
 * The data is gone through once, in constant memory, and only once the seal could be read; a message whose signature has
 * no attributes is over the data itself, of which 64 MiB at most are kept.
 *
 * @param content - bytes, or a stream of any size
 * @param value - the seal: DER, or a JWS in compact form
 * @returns the checks `data.*`; `signature.*`, `seal.*` for a seal and some `cms.*` for a message. It never throws for what data and seal say, but for what reading a stream throws
 * @throws TypeError for content that is no octets, and for expectations that nothing can meet
 * @example
 * ```ts
 * const report = await inspectSealedData(file.stream(), value, { trust, expect: { name: 'permits.csv' } })
 * if (report.verdict !== 'passed') console.error(explain(report, 'zh-CN'))
 * ```
 */
export async function inspectSealedData(
  content: DataContent,
  value: Uint8Array | string,
  options: SealedDataOptions,
): Promise<Report<SealedData>> {
  const at = options.at ?? new Date()
  if (Number.isNaN(at.getTime())) throw new RangeError('at: not a valid time')
  if (typeof value !== 'string' && !(value instanceof Uint8Array))
    throw new TypeError('value: expected a Uint8Array or a string')
  assertDataExpectation(options.expect ?? {})
  const recognized = recognizeValue(value)
  const form = checkForm(recognized, options.expect?.forms)
  if (form.status !== 'passed' || recognized.form === undefined) {
    const others = ['data.expected', 'data.description', 'signature.structure']
    return createReport<SealedData>([form, ...others.map((id) => skipped(id, form.id))], undefined)
  }
  const { checks, subject } = await INSPECT[recognized.form](content, value, { ...options, at })
  const expected =
    subject === undefined
      ? skipped('data.expected', 'signature.structure')
      : checkExpected(subject, options.expect)
  return createReport([form, expected, ...checks], subject)
}

type Inspect = (content: DataContent, value: Uint8Array | string, options: JudgedOptions) => Promise<Finding>

/** Octets are all that is recognized as DER. */
const INSPECT: Readonly<Record<DataSealForm, Inspect>> = {
  ses: (content, value, options) => inspectSes(content, value as Uint8Array, options),
  cms: (content, value, options) => inspectCms(content, value as Uint8Array, options),
  jws: inspectJws,
}

/**
 * What was sealed and by whom, or the first check that stands against it as an error.
 *
 * @throws TrustError with the code of that check; also where the verdict is `indeterminate`
 */
export async function verifySealedData(
  content: DataContent,
  value: Uint8Array | string,
  options: SealedDataOptions,
): Promise<SealedData> {
  const report = await inspectSealedData(content, value, options)
  if (report.verdict === 'passed' && report.subject !== undefined) return report.subject
  throw await errorOf(report)
}
