import { PLAIN_FACE } from '../../src/face/plain.ts'
import type { FaceTemplate } from '../../src/face/template.ts'
import { BUSINESS_LICENCE_FACE } from '../../src/faces/business-licence.ts'
import { CONSTRUCTION_PERMIT_FACE } from '../../src/faces/construction-permit.ts'
import { ID_CARD_FACE } from '../../src/faces/id-card.ts'
import { REAL_ESTATE_FACE } from '../../src/faces/real-estate.ts'
import { SAFETY_ASSESSMENT_FACE } from '../../src/faces/safety-assessment.ts'
import { SAMPLE_LICENCES } from '../../src/faces/samples.ts'
import type { LicenceData } from '../../src/metadata/data.ts'

/** Every face that comes with the library, and a licence to put on it. */
export const FACES: Readonly<
  Record<string, { readonly template: FaceTemplate; readonly data: LicenceData }>
> = {
  plain: { template: PLAIN_FACE, data: SAMPLE_LICENCES.constructionPermit },
  'business-licence': { template: BUSINESS_LICENCE_FACE, data: SAMPLE_LICENCES.businessLicence },
  'id-card': { template: ID_CARD_FACE, data: SAMPLE_LICENCES.idCard },
  'construction-permit': { template: CONSTRUCTION_PERMIT_FACE, data: SAMPLE_LICENCES.constructionPermit },
  'safety-assessment': { template: SAFETY_ASSESSMENT_FACE, data: SAMPLE_LICENCES.safetyAssessment },
  'real-estate': { template: REAL_ESTATE_FACE, data: SAMPLE_LICENCES.realEstate },
}

/** A PNG of one pixel. */
export const PHOTO = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGM4wcDwHwAEJAHIBqHEeAAAAABJRU5ErkJggg=='),
  (character) => character.charCodeAt(0),
)
