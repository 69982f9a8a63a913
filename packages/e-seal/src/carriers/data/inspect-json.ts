import { createReport, decodeUtf8, failedBy, passed, type Report, skipped } from '@xinyin/core'
import { type JsonObject, parseIJson } from '@xinyin/core/json'
import { errorOf } from '../../verify/deciding.ts'
import { inspectSealedData, type SealedDataOptions } from './inspect.ts'
import {
  JSON_LIMITS,
  JSON_MEDIA_TYPE,
  JSON_SEAL_MEMBER,
  type JsonLimits,
  type OpenedJson,
  openJson,
} from './json.ts'
import type { SealedData } from './subject.ts'

/** What a sealed JSON object is held against. */
export interface SealedJsonOptions extends SealedDataOptions {
  /** Name of the member that holds the seal; `seal` unless given. */
  readonly member?: string
  readonly limits?: Partial<JsonLimits>
}

/** What was found of a sealed JSON object. Trust it only when the report's verdict is `passed`. */
export interface SealedJson extends SealedData {
  /**
   * The object without the seal, read from the very form that is sealed. Go on with this one, not with what another
   * reader makes of the text.
   */
  readonly value: JsonObject
}

/**
 * Inspects a JSON object with a seal in it.
 *
 * Text is read so that it means one thing only (I-JSON, RFC 7493): a member twice, `__proto__`, numbers that a double does
 * not hold (`1e400`, `100000000000000000001`) and lone surrogates are refused. Where a framework has read the text already,
 * what is inspected is what it made of it.
 *
 * @param json - text as it arrived, or the object that was read from it
 * @returns the check `data.json`, and those of `inspectSealedData`
 * @throws TypeError for an object that holds what JSON cannot say
 */
export async function inspectSealedJson(
  json: string | Uint8Array | JsonObject,
  options: SealedJsonOptions,
): Promise<Report<SealedJson>> {
  const { member = JSON_SEAL_MEMBER, limits, expect = {}, ...others } = options
  let opened: OpenedJson
  try {
    opened = openJson(json, member, { ...JSON_LIMITS, ...limits })
  } catch (error) {
    const check = failedBy('data.json', error)
    const skips = ['data.form', 'data.expected', 'data.description', 'signature.structure'].map((id) =>
      skipped(id, check.id),
    )
    return createReport<SealedJson>([check, ...skips], undefined)
  }
  const { content, value } = opened
  const report = await inspectSealedData(content, value, {
    ...others,
    expect: { ...expect, mediaType: expect.mediaType ?? JSON_MEDIA_TYPE },
  })
  const checks = [passed('data.json', { member, bytes: content.length }), ...report.checks]
  const { subject } = report
  if (subject === undefined) return createReport<SealedJson>(checks, undefined)
  const { maxDepth } = { ...JSON_LIMITS, ...limits }
  const sealed = parseIJson(decodeUtf8(content), maxDepth) as JsonObject
  return createReport<SealedJson>(checks, { ...subject, value: sealed })
}

/**
 * The sealed object without its seal, and who sealed it, or the first check that stands against it as an error.
 *
 * @throws TrustError with the code of that check; also where the verdict is `indeterminate`
 * @example
 * ```ts
 * const { value, signer } = await verifySealedJson(await request.text(), { trust, expect: { forms: ['ses'] } })
 * ```
 */
export async function verifySealedJson(
  json: string | Uint8Array | JsonObject,
  options: SealedJsonOptions,
): Promise<SealedJson> {
  const report = await inspectSealedJson(json, options)
  if (report.verdict === 'passed' && report.subject !== undefined) return report.subject
  throw await errorOf(report)
}
