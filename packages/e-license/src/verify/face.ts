import { type Check, failed, failedBy, indeterminate, passed, skipped } from '@xinyin/core'
import { withXmlReader } from '@xinyin/e-seal/ofd'
import { compareFace } from '../face/compare.ts'
import { FACE_XML_LIMITS, type FaceSource } from '../face/read/document.ts'
import { readFaceWith } from '../face/read/read.ts'
import type { CustomData } from '../metadata/custom-data.ts'

/** In place of reading the face: nobody compares it. Offered as `skipFace` of `@xinyin/e-license/unsafe`. */
export const skipFace: unique symbol = /* @__PURE__ */ Symbol('skipFace')

/**
 * What a person reads on the face is what a program reads in the metadata beside it (GB/T 36905-2018). Who seals can
 * write one thing for the eye and another for the machine, and the seal holds for both.
 *
 * A face of this library says which text is which item, and has to show every item that matters. On one of another
 * system, whose text may be a picture, an item that is not found leaves the question open.
 *
 * @param source - opens the package, where that is needed
 * @param custom - the custom data, as the document has it
 * @returns facts: how many `items` were compared; where some disagree, how many, and of the first its `element` and the
 *   `reason`, a word of `FaceDisagreement`. No value of either is told
 */
export async function checkFace(
  source: () => Promise<FaceSource>,
  custom: readonly CustomData[],
  asked?: typeof skipFace,
): Promise<Check> {
  const id = 'licence.face'
  if (asked === skipFace) return skipped(id, 'face-asked')
  try {
    const opened = await source()
    const reading = await withXmlReader(FACE_XML_LIMITS, (readXml) => readFaceWith(readXml, opened))
    const against = compareFace(reading, custom)
    const isTagged = reading.items.length > 0
    const [first] = [...against.filter(({ reason }) => reason !== 'absent'), ...against]
    if (first === undefined) return passed(id, { items: reading.items.length })
    const { element, reason } = first
    const facts = { element, reason, found: against.length }
    return isTagged || reason !== 'absent'
      ? failed(id, reason === 'absent' ? 'ERR_LICENCE_FACE_ABSENT' : 'ERR_LICENCE_FACE', facts)
      : indeterminate(id, 'ERR_LICENCE_FACE_ABSENT', facts)
  } catch (error) {
    return failedBy(id, error)
  }
}
