import { PLAIN_FACE } from '../face/plain.ts'
import type { FaceTemplate } from '../face/template.ts'
import { BUSINESS_LICENCE_FACE } from './business-licence.ts'
import { CONSTRUCTION_PERMIT_FACE } from './construction-permit.ts'
import { ID_CARD_FACE } from './id-card.ts'
import { REAL_ESTATE_FACE } from './real-estate.ts'
import { SAFETY_ASSESSMENT_FACE } from './safety-assessment.ts'

/**
 * The faces that a verifier knows without being told. A design that was released stays among them as it was, and a new one
 * is added beside it: licences are looked at for longer than designs are in use.
 */
export const KNOWN_FACES: readonly FaceTemplate[] = [
  PLAIN_FACE,
  BUSINESS_LICENCE_FACE,
  CONSTRUCTION_PERMIT_FACE,
  ID_CARD_FACE,
  REAL_ESTATE_FACE,
  SAFETY_ASSESSMENT_FACE,
]
