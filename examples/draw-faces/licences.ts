import type { FaceTemplate, FaceWatermark, LicenceData } from '@xinyin/e-license'
import {
  BUSINESS_LICENCE_FACE,
  CONSTRUCTION_PERMIT_FACE,
  ID_CARD_FACE,
  REAL_ESTATE_FACE,
  SAFETY_ASSESSMENT_FACE,
  SAMPLE_LICENCES,
} from '@xinyin/e-license/faces'

/** A licence to be drawn: what it says, how it looks, and what else goes onto its face. */
export interface Sample {
  readonly name: string
  readonly data: LicenceData
  readonly template: FaceTemplate
  /** Whether its face has a place for the holder's photo. */
  readonly photo: boolean
  readonly watermark?: FaceWatermark
}

const [person, , company] = SAMPLE_LICENCES.realEstate.holders

/** The holders of a building that many own: their table goes on over several pages. */
const OWNERS = Array.from({ length: 60 }, (_, i) =>
  i % 9 === 4
    ? { ...company, name: `示例第${i + 1}置业发展集团股份有限公司` }
    : { ...person, name: `测试${i + 1}` },
)

const OF_MANY: LicenceData = {
  ...SAMPLE_LICENCES.realEstate,
  holders: OWNERS,
  extensions: { ...SAMPLE_LICENCES.realEstate.extensions, GYQK: '共同共有' },
}

export const SAMPLES: readonly Sample[] = [
  {
    name: 'business-licence',
    data: SAMPLE_LICENCES.businessLicence,
    template: BUSINESS_LICENCE_FACE,
    photo: false,
  },
  {
    name: 'construction-permit',
    data: SAMPLE_LICENCES.constructionPermit,
    template: CONSTRUCTION_PERMIT_FACE,
    photo: false,
    watermark: { text: '仅限办理竣工验收使用' },
  },
  { name: 'id-card', data: SAMPLE_LICENCES.idCard, template: ID_CARD_FACE, photo: true },
  {
    name: 'safety-assessment',
    data: SAMPLE_LICENCES.safetyAssessment,
    template: SAFETY_ASSESSMENT_FACE,
    photo: true,
  },
  { name: 'real-estate', data: SAMPLE_LICENCES.realEstate, template: REAL_ESTATE_FACE, photo: false },
  {
    name: 'real-estate-of-many',
    data: OF_MANY,
    template: REAL_ESTATE_FACE,
    photo: false,
  },
]
