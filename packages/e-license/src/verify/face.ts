import { type Check, failed, failedBy, indeterminate, passed, skipped } from '@xinyin/core'
import { withXmlReader } from '@xinyin/e-seal/ofd'
import { compareFace } from '../face/compare.ts'
import { compareWithTemplate, findTemplate } from '../face/known.ts'
import { FACE_XML_LIMITS, type FaceSource } from '../face/read/document.ts'
import { readFaceWith } from '../face/read/read.ts'
import type { FaceTemplate } from '../face/template.ts'
import { judgeUntagged } from '../face/untagged.ts'
import type { CustomData } from '../metadata/custom-data.ts'
import type { LicenceData } from '../metadata/data.ts'

/** In place of reading the face: nobody compares it. Offered as `skipFace` of `@xinyin/e-license/unsafe`. */
export const skipFace: unique symbol = /* @__PURE__ */ Symbol('skipFace')

/** What a face is held against. */
export interface FaceFacts {
  /** The custom data, as the document has it. */
  readonly custom: readonly CustomData[]
  /** The same, as it was understood. */
  readonly data: LicenceData
  /** Templates that are known beside those of this library. */
  readonly templates?: readonly FaceTemplate[]
}

/**
 * What a person reads on the face is what a program reads in the metadata beside it (GB/T 36905-2018). Who seals can
 * write one thing for the eye and another for the machine, and the seal holds for both.
 *
 * A face of this library says which text is which item, and has to show every item that matters. Where its template is
 * known, it has to be as the template makes it of the metadata, and nothing may be added among its text. On a face of
 * another system, whose text may be a picture, an item that is not found leaves the question open.
 *
 * @param source - opens the package, where that is needed
 * @returns facts: how many `items` were compared, and how many visible texts are `untagged` outside the face's own area;
 *   where some disagree, how many, and of the first its `element` and the `reason`, a word of `FaceDisagreement` or
 *   `TemplateFault`. No value of either is told
 */
export async function checkFace(
  source: () => Promise<FaceSource>,
  { custom, data, templates = [] }: FaceFacts,
  asked?: typeof skipFace,
): Promise<Check> {
  const id = 'licence.face'
  if (asked === skipFace) return skipped(id, 'face-asked')
  try {
    const opened = await source()
    const reading = await withXmlReader(FACE_XML_LIMITS, (readXml) => readFaceWith(readXml, opened))
    const { KNOWN_FACES } = await import('../faces/known.ts')
    const expected = findTemplate(reading, data, [...templates, ...KNOWN_FACES])
    const { faults, untagged } =
      expected === undefined ? judgeUntagged(reading) : compareWithTemplate(reading, expected)
    const against = compareFace(reading, custom)
    const isTagged = reading.items.length > 0
    const [first] = [...against.filter(({ reason }) => reason !== 'absent'), ...against, ...faults]
    if (first === undefined) return passed(id, { items: reading.items.length, untagged })
    const { element, reason } = first
    const facts = { element, reason, found: against.length + faults.length }
    return isTagged || reason !== 'absent' || faults.length > 0
      ? failed(id, reason === 'absent' ? 'ERR_LICENCE_FACE_ABSENT' : 'ERR_LICENCE_FACE', facts)
      : indeterminate(id, 'ERR_LICENCE_FACE_ABSENT', facts)
  } catch (error) {
    return failedBy(id, error)
  }
}
