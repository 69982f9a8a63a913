import { type JsonObject, type JsonValue, parseStrictJsonObject } from '@xinyin/core/json'
import { metadataError } from './codes.ts'
import type { CustomData } from './custom-data.ts'
import type { LicenceData } from './data.ts'
import { EXTENSION_PREFIX, isElementName } from './elements.ts'
import { finding, type MetadataFinding, memberName } from './finding.ts'
import { readElements } from './read-elements.ts'
import { assertLicenceData } from './validate.ts'

/** Characters of one licence's JSON. */
const SIZE_LIMIT = 1_048_576
/** Members of members of the data: no part of it is deeper. */
const DEPTH_LIMIT = 8

const isShortName = (name: string): boolean => isElementName(name) || name.startsWith(EXTENSION_PREFIX)

/**
 * A licence's data from JSON in either of two forms: with the members of `LicenceData`, or flat under the short names of
 * GB/T 36903-2018, where what repeats is a list: `{ "ZZMC": "…", "CZZT": ["…", "…"], "KZ_GCMC": "…" }`. One of both is
 * none. Of short names other forms of days and times are read too, as from an OFD.
 *
 * @param sizeLimit - most characters; 1,048,576 unless given
 * @throws CoreError `ERR_JSON_*`; LicenceError `ERR_METADATA_SIZE`; MetadataError with everything that is wrong
 * @example
 * const data = parseLicenceJson(await request.text())
 */
export function parseLicenceJson(text: string, sizeLimit = SIZE_LIMIT): LicenceData {
  if (text.length > sizeLimit)
    throw metadataError('ERR_METADATA_SIZE', { found: text.length, limit: sizeLimit })
  const json = parseStrictJsonObject(text, DEPTH_LIMIT)
  if (Object.keys(json).some(isShortName)) return readShortNames(json)
  const data = json as unknown as LicenceData
  assertLicenceData(data)
  return data
}

/**
 * A licence's data as JSON with the members of `LicenceData`: the form that `parseLicenceJson` gives back as it was.
 *
 * @throws MetadataError
 */
export function encodeLicenceJson(data: LicenceData): string {
  assertLicenceData(data)
  return JSON.stringify(data)
}

function readShortNames(json: JsonObject): LicenceData {
  const findings: MetadataFinding[] = []
  const items = Object.entries(json).flatMap(([name, value]): CustomData[] => {
    if (!isShortName(name)) {
      findings.push(finding('ERR_METADATA_UNKNOWN', memberName(name)))
      return []
    }
    const values: readonly JsonValue[] = Array.isArray(value) ? value : [value as JsonValue]
    if (values.every((one) => typeof one === 'string')) return values.map((one) => ({ name, value: one }))
    findings.push(finding('ERR_METADATA_VALUE', memberName(name)))
    return []
  })
  return readElements(items, findings)
}
